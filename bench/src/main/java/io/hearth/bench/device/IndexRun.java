package io.hearth.bench.device;

import io.hearth.contracts.codec.Yaml;
import io.hearth.contracts.metadata.AdminState;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.OperatingState;
import io.hearth.device.mapping.MappingIndex;
import io.hearth.device.mapping.MappingRules;
import io.hearth.device.mapping.Match;
import io.hearth.device.mapping.ProfileCompiler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** What a device costs in memory, and whether finding what a topic means takes longer with more of them. */
final class IndexRun {
    private static final int LOOKUPS = 2_000_000;
    private static final int ROUNDS = 7;
    private static final String PROFILE = """
            name: bench
            deviceResources:
              - name: current
                attributes: { topic: "bench/{device}/status" }
                properties: { valueType: Float64, readWrite: R }
              - name: number
                attributes: { commandTopic: "bench/{device}/set", key: "" }
                properties: { valueType: Int64, readWrite: W }
            """;

    void run(int few, int many) throws IOException {
        MappingIndex small = index(few);
        long before = used();
        MappingIndex large = index(many);
        long octets = used() - before;
        String[] ofFew = topics(few);
        String[] ofMany = topics(many);
        double leastFew = Double.MAX_VALUE;
        double leastMany = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            leastFew = Math.min(leastFew, nanosEach(small, ofFew));
            leastMany = Math.min(leastMany, nanosEach(large, ofMany));
        }
        System.out.printf(
                Locale.ROOT,
                "device   devices             %,d: %.0f ns to find a topic; %,d: %.0f ns, %.2f x, %.1f MiB of heap, %,d octets each%n",
                few,
                leastFew,
                many,
                leastMany,
                leastMany / leastFew,
                octets / 1048576.0,
                octets / many);
        if (small.devices().size() != few || large.devices().size() != many) {
            throw new IllegalStateException("void: devices are missing");
        }
    }

    private static double nanosEach(MappingIndex index, String[] topics) {
        long begin = System.nanoTime();
        int found = 0;
        for (int i = 0; i < LOOKUPS; i++) {
            if (index.find(topics[i % topics.length]) instanceof Match.Bound) {
                found++;
            }
        }
        long nanos = System.nanoTime() - begin;
        if (found != LOOKUPS) {
            throw new IllegalStateException("void: " + (LOOKUPS - found) + " topics were not found");
        }
        return (double) nanos / LOOKUPS;
    }

    /** As many different topics for both, so that they differ in nothing but the devices. */
    private static String[] topics(int devices) {
        SplittableRandom random = new SplittableRandom(7);
        String[] topics = new String[10_000];
        for (int i = 0; i < topics.length; i++) {
            topics[i] = "bench/device-" + random.nextInt(devices) + "/status";
        }
        return topics;
    }

    private static MappingIndex index(int count) throws IOException {
        DeviceProfile profile = Yaml.read(PROFILE.getBytes(StandardCharsets.UTF_8), DeviceProfile.class);
        List<Device> devices = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            devices.add(new Device(
                    null,
                    null,
                    "",
                    "device-" + i,
                    "",
                    "",
                    AdminState.UNLOCKED,
                    OperatingState.UP,
                    List.of(),
                    null,
                    "device-mqtt",
                    "bench",
                    List.of(),
                    Map.of("mqtt", Map.of()),
                    Map.of(),
                    Map.of()));
        }
        return MappingIndex.of(
                devices,
                Map.of("bench", ProfileCompiler.compile(profile)),
                new MappingRules(Optional.empty(), "edgex"));
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

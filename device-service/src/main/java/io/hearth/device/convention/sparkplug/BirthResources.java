package io.hearth.device.convention.sparkplug;

import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.contracts.metadata.ResourceProperties;
import io.hearth.contracts.value.ValueType;
import io.hearth.device.convention.PlainName;
import io.hearth.device.mapping.MappedProfile;
import io.hearth.device.mapping.MappedResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The resources of who was born: one for its state, and one for each metric. */
final class BirthResources {
    private static final String STATE = "state";
    private static final String METRIC = "metric";
    private static final String FALLBACK = "metric";

    private BirthResources() {}

    /** What a profile should have; a metric that it has already keeps its resource's name. */
    static List<DeviceResource> of(Birth birth, List<DeviceResource> there) {
        Map<Object, String> names = new HashMap<>();
        there.forEach(resource -> names.put(resource.attributes().get(METRIC), resource.name()));
        Set<String> taken = new HashSet<>(Set.of(STATE));
        birth.metrics().forEach(metric -> taken.add(names.getOrDefault(metric.name(), STATE)));
        List<DeviceResource> resources = new ArrayList<>(List.of(state(birth)));
        for (BirthMetric metric : birth.metrics()) {
            String kept = names.get(metric.name());
            resources.add(resource(birth, metric, kept == null ? free(metric.name(), taken) : kept));
        }
        return resources;
    }

    private static String free(String metric, Set<String> taken) {
        String plain = PlainName.of(metric).isEmpty() ? FALLBACK : PlainName.of(metric);
        String name = plain;
        for (int i = 2; !taken.add(name); i++) {
            name = plain + "_" + i;
        }
        return name;
    }

    private static Map<String, Object> where(Birth birth, String pointer) {
        Map<String, Object> where = new LinkedHashMap<>();
        where.put("topic", birth.owner().data());
        where.put("format", "cbor");
        where.put("each", "");
        where.put("pointer", pointer);
        return where;
    }

    /** Births and deaths say it, in a part of its own. */
    private static DeviceResource state(Birth birth) {
        Map<String, Object> where = where(birth, "/v");
        where.put("only", "/n=" + STATE);
        where.put("online", List.of(Readings.ONLINE));
        where.put("offline", List.of(Readings.OFFLINE));
        return resource(STATE, ValueType.STRING, "R", "", where);
    }

    private static DeviceResource resource(Birth birth, BirthMetric metric, String name) {
        Map<String, Object> where = where(birth, metric.pointer());
        where.put("time", "/t");
        where.put("timeFormat", "unix-ms");
        where.putAll(metric.kept());
        boolean writable = !metric.readOnly() && metric.type().canBeTold();
        if (writable) {
            where.put("commandTopic", birth.owner().command());
            where.put("payload", "sparkplug");
            // Sparkplug 3.0, 6.4.27: commands are published with QoS 0.
            where.put("qos", 0);
        }
        return resource(name, metric.type().readAs(), writable ? "RW" : "R", metric.units(), where);
    }

    private static DeviceResource resource(
            String name, ValueType type, String readWrite, String units, Map<String, Object> attributes) {
        ResourceProperties properties = new ResourceProperties(
                type.wireName(), readWrite, units, null, null, "", null, null, null, null, null, "", "", Map.of());
        return new DeviceResource("", name, false, properties, attributes, Map.of());
    }

    /** Whether a profile has what the birth certificate says, under whatever names. */
    static boolean isIn(MappedProfile profile, Birth birth) {
        Set<List<Object>> has = new HashSet<>();
        for (MappedResource resource : profile.resources().values()) {
            has.add(List.of(resource.attributes(), resource.type(), resource.units()));
        }
        List<DeviceResource> wanted = of(birth, List.of());
        return has.size() == wanted.size()
                && wanted.stream()
                        .allMatch(resource -> has.contains(List.of(
                                resource.attributes(),
                                resource.properties().type().orElseThrow(),
                                resource.properties().units())));
    }
}

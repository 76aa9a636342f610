package io.hearth.coredata.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.coredata.DataConfig;
import io.hearth.coredata.store.Counts;
import io.hearth.coredata.store.Devices;
import io.hearth.coredata.store.Sizes;
import io.hearth.runtime.rest.Page;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is stored takes how much, device by device. */
@Singleton
public class Usage {
    private static final double DAY = Duration.ofDays(1).toNanos();

    private final Devices devices;
    private final Counts counts;
    private final Sizes sizes;
    private final Growth growth;
    private final DataConfig config;

    Usage(Devices devices, Counts counts, Sizes sizes, Growth growth, DataConfig config) {
        this.devices = devices;
        this.counts = counts;
        this.sizes = sizes;
        this.growth = growth;
        this.config = config;
    }

    /**
     * What a device takes.
     *
     * @param bytes       octets of its events with their counts and latest values
     * @param rollupBytes octets of its statistics
     * @param oldest      Unix ns, 0 when it has no events; likewise {@code newest}
     * @param bytesPerDay octets of events a day, on average from its oldest to its newest event; 0 when that is no time
     */
    public record OfDevice(
            String deviceName,
            long events,
            long readings,
            long bytes,
            long rollupBytes,
            long oldest,
            long newest,
            long bytesPerDay) {}

    /**
     * What everything takes.
     *
     * @param totalCount   how many devices have events
     * @param bytes        octets of all events, with {@code indexBytes}
     * @param rollupBytes  octets of all statistics
     * @param indexBytes   octets of the index of foreign event ids
     * @param growthPerDay octets of events and statistics a day, by what they took in the last day; absent in the first minutes
     * @param capBytes     the cap on events and statistics; 0 for none
     * @param redisBytes   octets that all of Redis takes
     * @param redisLimit   Redis' {@code maxmemory}; 0 for none
     * @param devices      those of the page, by name
     */
    public record Report(
            String apiVersion,
            int statusCode,
            long totalCount,
            long events,
            long readings,
            long bytes,
            long rollupBytes,
            long indexBytes,
            long oldest,
            long newest,
            @JsonInclude(JsonInclude.Include.NON_NULL) Long growthPerDay,
            long capBytes,
            long redisBytes,
            long redisLimit,
            List<OfDevice> devices) {}

    /** What one device takes; all 0 for one that has nothing. */
    OfDevice of(String device) {
        return measure(List.of(device)).getFirst();
    }

    Report report(Page page) {
        List<String> names = devices.names().stream().sorted().toList();
        List<OfDevice> all = measure(names);
        Sizes.OfRedis redis = sizes.ofRedis();
        long index = sizes.ofIndex();
        long bytes = index + all.stream().mapToLong(OfDevice::bytes).sum();
        long rollups = all.stream().mapToLong(OfDevice::rollupBytes).sum();
        return new Report(
                ApiVersion.V3,
                200,
                all.size(),
                all.stream().mapToLong(OfDevice::events).sum(),
                all.stream().mapToLong(OfDevice::readings).sum(),
                bytes,
                rollups,
                index,
                all.stream()
                        .mapToLong(OfDevice::oldest)
                        .filter(origin -> origin > 0)
                        .min()
                        .orElse(0),
                all.stream().mapToLong(OfDevice::newest).max().orElse(0),
                growth.perDay(bytes + rollups).orElse(null),
                config.cap().bytes(),
                redis.used(),
                redis.limit(),
                page.of(all));
    }

    /** Octets of all events, their index and statistics. */
    long total() {
        return sizes.ofIndex()
                + sizes.of(devices.names()).stream()
                        .mapToLong(device -> device.bytes() + device.rollupBytes())
                        .sum();
    }

    private List<OfDevice> measure(List<String> names) {
        List<Counts.OfDevice> numbers = counts.of(names);
        List<Sizes.OfDevice> octets = sizes.of(names);
        List<OfDevice> measured = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            measured.add(device(numbers.get(i), octets.get(i)));
        }
        return measured;
    }

    private static OfDevice device(Counts.OfDevice number, Sizes.OfDevice size) {
        long oldest = size.oldest().orElse(0L);
        long newest = size.newest().orElse(0L);
        return new OfDevice(
                number.device(),
                number.events(),
                number.readings(),
                size.bytes(),
                size.rollupBytes(),
                oldest,
                newest,
                newest > oldest ? Math.round(size.bytes() * (DAY / (newest - oldest))) : 0);
    }
}

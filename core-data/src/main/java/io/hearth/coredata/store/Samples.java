package io.hearth.coredata.store;

import io.hearth.coredata.DataConfig;
import io.hearth.runtime.redis.RedisBatch;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The single numbers of a resource, read from the events: for spans so short that roll-ups are too coarse. */
@ApplicationScoped
public class Samples {
    private final RedisBatch redis;
    private final DataConfig.Query limits;
    private final KnownShapes known;

    Samples(RedisBatch redis, DataConfig config) {
        this.redis = redis;
        this.limits = config.query();
        this.known = KnownShapes.of(config);
    }

    /**
     * One number.
     *
     * @param origin Unix ns
     */
    public record Sample(long origin, double value) {}

    /**
     * The numbers of a device's resource, oldest first by the readings' own origins; without readings that are farther from
     * their events than is looked for ({@code reading-skew}).
     *
     * @param from Unix ns, 1 or more
     * @param to   Unix ns, not included
     * @param most how many events may be looked at
     * @return empty when there are more events than that
     */
    public Optional<List<Sample>> read(String device, String resource, long from, long to, int most) {
        if (to <= from) {
            return Optional.of(List.of());
        }
        long skew =
                Math.min(limits.readingSkew().toNanos(), Devices.skew(redis.sendRepeatable(Devices.skewOf(device))));
        List<Sample> samples = new ArrayList<>();
        DeviceCursor cursor = DeviceCursor.reading(
                device,
                DeviceCursor.Bounds.of(new TimeRange(from, to - 1).widened(skew)),
                Selection.resource(device, resource),
                limits.chunk(),
                known,
                limits);
        for (int looked = 0; cursor.fill(redis); looked++) {
            if (looked == most) {
                return Optional.empty();
            }
            StoredEvent event = cursor.take();
            event.readings().stream()
                    .filter(reading -> reading.resourceName().equals(resource))
                    .filter(reading -> reading.origin() >= from && reading.origin() < to)
                    .map(Samples::sample)
                    .filter(sample -> !Double.isNaN(sample.value))
                    .forEach(samples::add);
        }
        samples.sort(Comparator.comparingLong(Sample::origin));
        return Optional.of(samples);
    }

    private static Sample sample(StoredReading reading) {
        boolean numeric = Numbers.isNumeric(reading.valueType());
        return new Sample(reading.origin(), numeric ? Numbers.value(reading.value()) : Double.NaN);
    }
}

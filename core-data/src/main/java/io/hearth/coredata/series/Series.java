package io.hearth.coredata.series;

import io.hearth.coredata.DataConfig;
import io.hearth.coredata.store.Rollups;
import io.hearth.coredata.store.Rollups.Level;
import io.hearth.coredata.store.Samples;
import io.hearth.coredata.store.Statistics;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The data of a chart: a resource's numbers over time, as many points as were asked for, from the coarsest of what is kept that
 * is fine enough: hours, minutes or the single readings.
 */
@Singleton
public class Series {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Rollups rollups;
    private final Samples samples;
    private final DataConfig config;

    Series(Rollups rollups, Samples samples, DataConfig config) {
        this.rollups = rollups;
        this.samples = samples;
        this.config = config;
    }

    /**
     * The points of a series.
     *
     * @param from   what they were made from: hour, minute or reading
     * @param points oldest first; a part of the span without readings has none
     */
    record Points(String from, List<Point> points) {}

    /**
     * A part of the span.
     *
     * @param origin Unix ns of its beginning
     */
    record Point(long origin, long count, double min, double max, double avg, double last) {}

    Points read(String device, String resource, SeriesQuery query) {
        if (query.end() <= query.start()) {
            return new Points("reading", List.of());
        }
        return query.width() < Level.MINUTE.millis() * NANOS_PER_MILLI
                        || !config.store().rollups().enabled()
                ? fine(device, resource, query)
                : coarse(device, resource, query);
    }

    private Points fine(String device, String resource, SeriesQuery query) {
        Optional<List<Samples.Sample>> found = samples.read(
                device,
                resource,
                Math.max(1, query.start()),
                query.end(),
                config.series().events());
        if (found.isEmpty() || found.get().isEmpty()) {
            // Too many to be read, or gone already while their statistics are kept.
            return coarse(device, resource, query);
        }
        TreeMap<Long, Statistics> parts = new TreeMap<>();
        for (Samples.Sample sample : found.get()) {
            long start = query.partOf(sample.origin());
            // Within a part by ns, so that the last is the last.
            Statistics one = new Statistics(
                    start, 1, sample.value(), sample.value(), sample.value(), sample.value(), sample.origin());
            parts.merge(start, one, Statistics::with);
        }
        return new Points("reading", points(parts));
    }

    private Points coarse(String device, String resource, SeriesQuery query) {
        Level level = level(query);
        TreeMap<Long, Statistics> parts = new TreeMap<>();
        long from = query.start() / NANOS_PER_MILLI;
        long to = Math.ceilDiv(query.end(), NANOS_PER_MILLI);
        for (Statistics unit : rollups.read(device, resource, level, oldestKept(level, from), to)) {
            long start = query.partOf(unit.start() * NANOS_PER_MILLI);
            parts.merge(start, unit.startingAt(start), Statistics::with);
        }
        return new Points(level.name().toLowerCase(Locale.ROOT), points(parts));
    }

    private Level level(SeriesQuery query) {
        boolean hoursAreFine = query.width() >= Level.HOUR.millis() * NANOS_PER_MILLI;
        boolean minutesAreGone = query.start() / NANOS_PER_MILLI < oldestKept(Level.MINUTE, 0);
        return hoursAreFine || minutesAreGone ? Level.HOUR : Level.MINUTE;
    }

    /** Nothing is looked for where nothing can be. */
    private long oldestKept(Level level, long from) {
        long kept = (level == Level.MINUTE
                        ? config.store().rollups().minutes()
                        : config.store().rollups().hours())
                .toMillis();
        return Math.max(from, Clock.systemUTC().millis() - kept);
    }

    private static List<Point> points(TreeMap<Long, Statistics> parts) {
        return parts.values().stream()
                .map(part -> new Point(part.start(), part.count(), part.min(), part.max(), part.average(), part.last()))
                .toList();
    }
}

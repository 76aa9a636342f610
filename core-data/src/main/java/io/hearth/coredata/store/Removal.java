package io.hearth.coredata.store;

import io.hearth.coredata.DataConfig;
import io.hearth.runtime.redis.RedisBatch;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Removes events with their counts, a bounded number in one call of the script, so that Redis is never held up. Removing is
 * idempotent: a removal that was interrupted is begun anew, and what is gone already is passed over.
 */
@ApplicationScoped
public class Removal {
    /** How long a device without events leaves its shapes: longer than any query takes that has read its events. */
    static final Duration SHAPES_LEFT = Duration.ofMinutes(10);

    private static final int NO_MATTER_HOW_MANY = -1;
    private static final int FIRST_CHUNK = 16;

    private final RedisBatch redis;
    private final EventIndex index;
    private final Devices devices;
    private final Latest latest;
    private final DataConfig.Query queries;
    private final KnownShapes known;
    private final RemovalStep steps;

    Removal(RedisBatch redis, EventIndex index, Devices devices, Latest latest, DataConfig config) {
        this.redis = redis;
        this.index = index;
        this.devices = devices;
        this.latest = latest;
        this.queries = config.query();
        this.known = KnownShapes.of(config);
        this.steps = new RemovalStep(redis, config.removal());
    }

    /**
     * Which events of a device are to go: those of one source or of all, up to a place.
     *
     * @param first   the oldest place; empty for all that is old
     * @param last    the newest place, included
     * @param source  empty for all sources
     * @param leave   how many events of the source stay in any case, the newest; -1 for none, and when there is no source
     * @param counted whether {@code leave} is of those that were counted and noted before, not of all
     * @param noted   whether to go on where the last removal of the source ended, and to note where this one does
     */
    record Range(
            Optional<Place> first, Place last, Optional<String> source, long leave, boolean counted, boolean noted) {
        static final Range ALL = new Range(Optional.empty(), Place.LAST, Optional.empty(), NO_MATTER_HOW_MANY);

        Range(Optional<Place> first, Place last, Optional<String> source, long leave) {
            this(first, last, source, leave, false, false);
        }

        /** All of a source up to a place, going on where the last one ended. */
        static Range ofSource(String source, Place last) {
            return new Range(Optional.empty(), last, Optional.of(source), NO_MATTER_HOW_MANY, false, true);
        }

        /** The same but for the newest so many of all. */
        Range butNewest(long number) {
            return new Range(first, last, source, number, false, noted);
        }

        /** The same but for the newest so many of those that were counted. */
        Range butNewestCounted(long number) {
            return new Range(first, last, source, number, true, noted);
        }
    }

    /** Removes the event with this id; false when there is none. */
    public boolean event(UUID id) {
        Optional<StoredEvent> found = index.locate(id);
        if (found.isEmpty()) {
            return false;
        }
        String device = found.get().device().name();
        Place place = found.get().place();
        Range itself = new Range(Optional.of(place), place, Optional.empty(), NO_MATTER_HOW_MANY);
        RemovalStep.Removed step = step(device, itself, itself.first);
        // Of a range from the oldest on, nothing older is left; here there is.
        step.lostLatest().forEach(field -> latest.restore(device, field, found.get()));
        if (!step.lostLatest().isEmpty()) {
            devices.announce(device);
        }
        return step.removed() > 0;
    }

    /**
     * Removes all events of a device that are older than an origin.
     *
     * @param origin Unix ns, not included
     * @param goOn   asked before each step; false ends the removal early
     * @return how many were removed
     */
    public long olderThan(String device, long origin, BooleanSupplier goOn) {
        return origin <= 1 ? 0 : remove(device, upTo(origin), goOn);
    }

    private static Range upTo(long origin) {
        return new Range(
                Optional.empty(), Place.at(Math.max(1, origin - 1)).lastTie(), Optional.empty(), NO_MATTER_HOW_MANY);
    }

    /**
     * Removes the events of a source that are older than an origin, but for the newest of these. Each round costs what has
     * grown too old since the last one, and what is removed, not what stays.
     *
     * @param origin Unix ns, not included
     * @param keep   how many of the old ones stay; 0 and less for none
     * @return how many were removed
     */
    public long expired(String device, String source, long origin, long keep, BooleanSupplier goOn) {
        if (origin <= 1) {
            return 0;
        }
        Range old = Range.ofSource(source, Place.at(origin - 1).lastTie());
        if (keep <= 0) {
            return remove(device, old, goOn);
        }
        if (count(device, old, goOn)) {
            return remove(device, old.butNewestCounted(keep), goOn);
        }
        return newestOf(device, source, old.last, keep, goOn)
                .map(place -> remove(device, Range.ofSource(source, place), goOn))
                .orElse(0L);
    }

    /** Removes all events of a source but the newest so many; answers how many were removed. */
    public long allButNewest(String device, String source, long keep, BooleanSupplier goOn) {
        return remove(device, Range.ofSource(source, Place.LAST).butNewest(Math.max(0, keep)), goOn);
    }

    /** Whether all events of the range are counted and noted now. */
    private boolean count(String device, Range range, BooleanSupplier goOn) {
        Optional<Place> next = Optional.empty();
        long pending = 0;
        while (goOn.getAsBoolean()) {
            RemovalStep.Counted counted = steps.count(device, range, next, pending);
            next = counted.next();
            pending = counted.pending();
            if (!counted.noted() || next.isEmpty()) {
                return counted.noted() && pending == 0;
            }
        }
        return false;
    }

    /** The newest place behind the newest so many of a source; empty when there are no more. */
    private Optional<Place> newestOf(String device, String source, Place bound, long passOver, BooleanSupplier goOn) {
        DeviceCursor cursor = DeviceCursor.reading(
                device,
                new DeviceCursor.Bounds(null, bound),
                Selection.ALL,
                (int) Math.min(passOver, FIRST_CHUNK),
                known,
                queries);
        long passed = 0;
        while (goOn.getAsBoolean() && cursor.fill(redis)) {
            StoredEvent event = cursor.take();
            if (event.sourceName().equals(source) && ++passed == passOver) {
                return Optional.of(event.place().previous());
            }
        }
        return Optional.empty();
    }

    /**
     * Removes the oldest events of a device that are older than an origin, and ends soon after so many.
     *
     * @param origin Unix ns, not included
     * @return how many were removed; at most one step more than asked for
     */
    public long oldest(String device, long origin, long most, BooleanSupplier goOn) {
        Range range = upTo(origin);
        long removed = 0;
        Optional<Place> next = Optional.empty();
        do {
            RemovalStep.Removed step = step(device, range, next);
            removed += step.removed();
            next = step.next();
        } while (removed < most && next.isPresent() && goOn.getAsBoolean());
        return removed;
    }

    /** Removes what the range says; answers how many events that were. */
    long remove(String device, Range range, BooleanSupplier goOn) {
        long removed = 0;
        Optional<Place> next = range.first;
        boolean more = true;
        while (more && goOn.getAsBoolean()) {
            RemovalStep.Removed step = step(device, range, next);
            removed += step.removed();
            next = step.next();
            more = next.isPresent();
        }
        return removed;
    }

    private RemovalStep.Removed step(String device, Range range, Optional<Place> first) {
        RemovalStep.Removed step = steps.remove(device, range, first);
        index.forget(device, step.gone());
        if (step.left() > 0) {
            return step;
        }
        if (step.removed() > 0) {
            devices.leave(device);
        }
        return new RemovalStep.Removed(step.removed(), 0, Optional.empty(), step.gone(), step.lostLatest());
    }
}

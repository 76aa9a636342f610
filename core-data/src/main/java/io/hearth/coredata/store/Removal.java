package io.hearth.coredata.store;

import io.hearth.coredata.DataConfig;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.Script;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Removes events with their counts, a bounded number in one call of the script, so that Redis is never held up. Removing is
 * idempotent: a removal that was interrupted is begun anew, and what is gone already is passed over.
 */
@ApplicationScoped
public class Removal {
    static final Script REMOVE = Script.resource(Removal.class, "remove.lua");
    /** How long a device without events leaves its shapes: longer than any query takes that has read its events. */
    static final Duration SHAPES_LEFT = Duration.ofMinutes(10);

    private static final int NO_MATTER_HOW_MANY = -1;

    private final RedisBatch redis;
    private final EventIndex index;
    private final Devices devices;
    private final Latest latest;
    private final DataConfig.Removal limits;
    private final DataConfig.Query queries;
    private final KnownShapes known;

    Removal(RedisBatch redis, EventIndex index, Devices devices, Latest latest, DataConfig config) {
        this.redis = redis;
        this.index = index;
        this.devices = devices;
        this.latest = latest;
        this.limits = config.removal();
        this.queries = config.query();
        this.known = KnownShapes.of(config);
    }

    /**
     * Which events of a device are to go: those of one source or of all, up to a place.
     *
     * @param first  the oldest place; empty for all that is old
     * @param last   the newest place, included
     * @param source empty for all sources
     * @param leave  how many events of the source stay in any case, the newest; -1 for none, and when there is no source
     */
    record Range(Optional<Place> first, Place last, Optional<String> source, long leave) {}

    /** Removes the event with this id; false when there is none. */
    public boolean event(UUID id) {
        Optional<StoredEvent> found = index.locate(id);
        if (found.isEmpty()) {
            return false;
        }
        String device = found.get().device().name();
        Place place = found.get().place();
        Range itself = new Range(Optional.of(place), place, Optional.empty(), NO_MATTER_HOW_MANY);
        Step step = step(device, itself, itself.first);
        // Of a range from the oldest on, nothing older is left; here there is.
        step.lostLatest.forEach(field -> latest.restore(device, field, found.get()));
        if (!step.lostLatest.isEmpty()) {
            devices.announce(device);
        }
        return step.removed > 0;
    }

    /**
     * Removes all events of a device that are older than an origin.
     *
     * @param origin Unix ns, not included
     * @param goOn   asked before each step; false ends the removal early
     * @return how many were removed
     */
    public long olderThan(String device, long origin, BooleanSupplier goOn) {
        return origin <= 1
                ? 0
                : remove(
                        device,
                        new Range(
                                Optional.empty(), Place.at(origin - 1).lastTie(), Optional.empty(), NO_MATTER_HOW_MANY),
                        goOn);
    }

    /**
     * Removes the events of a source that are older than an origin, but for the newest of these.
     *
     * @param origin Unix ns, not included
     * @param keep   how many of the old ones stay; 0 and less for none
     * @return how many were removed
     */
    public long expired(String device, String source, long origin, long keep, BooleanSupplier goOn) {
        if (origin <= 1) {
            return 0;
        }
        Place bound = Place.at(origin - 1).lastTie();
        return newestOf(device, source, bound, keep, goOn)
                .map(place -> remove(
                        device, new Range(Optional.empty(), place, Optional.of(source), NO_MATTER_HOW_MANY), goOn))
                .orElse(0L);
    }

    /** Removes all events of a source but the newest so many; answers how many were removed. */
    public long allButNewest(String device, String source, long keep, BooleanSupplier goOn) {
        return remove(device, new Range(Optional.empty(), Place.LAST, Optional.of(source), Math.max(0, keep)), goOn);
    }

    /** The newest place behind the newest so many of a source; empty when there are no more. */
    private Optional<Place> newestOf(String device, String source, Place bound, long passOver, BooleanSupplier goOn) {
        if (passOver <= 0) {
            return Optional.of(bound);
        }
        DeviceCursor cursor = DeviceCursor.reading(
                device,
                new DeviceCursor.Bounds(null, bound),
                Selection.ALL,
                (int) Math.min(passOver, queries.chunk()),
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
        Place bound = Place.at(Math.max(1, origin - 1)).lastTie();
        Range range = new Range(Optional.empty(), bound, Optional.empty(), NO_MATTER_HOW_MANY);
        long removed = 0;
        Optional<Place> next = Optional.empty();
        do {
            Step step = step(device, range, next);
            removed += step.removed;
            next = step.next;
        } while (removed < most && next.isPresent() && goOn.getAsBoolean());
        return removed;
    }

    /** Removes what the range says; answers how many events that were. */
    long remove(String device, Range range, BooleanSupplier goOn) {
        long removed = 0;
        Optional<Place> next = range.first;
        boolean more = true;
        while (more && goOn.getAsBoolean()) {
            Step step = step(device, range, next);
            removed += step.removed;
            next = step.next;
            more = next.isPresent();
        }
        return removed;
    }

    /** What one call did; {@code next} is empty when the range is done. */
    private record Step(long removed, Optional<Place> next, List<String> lostLatest) {}

    private Step step(String device, Range range, Optional<Place> first) {
        DeviceKeys keys = DeviceKeys.of(device);
        Response reply =
                REMOVE.run(redis, () -> List.of(call(keys, first, range))).getFirst();
        long removed = reply.get(0).toLong();
        index.forget(device, kept(reply.get(3)));
        if (reply.get(1).toLong() <= 0) {
            if (removed > 0) {
                devices.leave(device);
            }
            return new Step(removed, Optional.empty(), List.of());
        }
        Response next = reply.get(2);
        List<String> lost = new ArrayList<>();
        reply.get(4).forEach(field -> lost.add(field.toString()));
        return new Step(
                removed,
                next.size() == 2
                        ? Optional.of(
                                new Place(next.get(0).toLong(), next.get(1).toLong()))
                        : Optional.empty(),
                lost);
    }

    private Request call(DeviceKeys keys, Optional<Place> first, Range range) {
        return REMOVE.call(List.of(keys.events(), keys.late(), keys.shapes(), keys.counts(), keys.latest()))
                .arg(first.map(place -> Long.toString(place.millis())).orElse("-"))
                .arg(first.map(place -> Long.toString(place.sequence())).orElse(""))
                .arg(range.last.millis())
                .arg(range.last.sequence())
                .arg(limits.chunk())
                .arg(range.source.isPresent() ? "=" : "*")
                .arg(range.source.orElse(""))
                .arg(range.leave)
                .arg(SHAPES_LEFT.toSeconds());
    }

    private static List<EventIndex.Gone> kept(Response ids) {
        List<EventIndex.Gone> gone = new ArrayList<>(ids.size());
        for (Response id : ids) {
            gone.add(EventIndex.Gone.parse(id.toBytes()));
        }
        return gone;
    }
}

package io.hearth.coredata.store;

import io.hearth.coredata.DataConfig;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.Script;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One call of one of the scripts that remove and count. Each looks at a bounded number of events and of octets, so that Redis
 * is never held up, however many or large they are.
 */
final class RemovalStep {
    private static final String BESIDE = "entries.lua";
    private static final Script REMOVE = Script.resource(RemovalStep.class, BESIDE, "remove.lua");
    private static final Script COUNT = Script.resource(RemovalStep.class, BESIDE, "count.lua");
    private static final Script FREE = Script.resource(RemovalStep.class, BESIDE, "free.lua");
    private static final String OLDEST = "-";
    private static final String NOTED = "n";

    private final RedisBatch redis;
    private final DataConfig.Removal limits;

    RemovalStep(RedisBatch redis, DataConfig.Removal limits) {
        this.redis = redis;
        this.limits = limits;
    }

    /**
     * What a removal did.
     *
     * @param left       how many events the device has now
     * @param next       where to go on; empty when the range is done
     * @param gone       the removed events that had an id of their own
     * @param lostLatest the fields of the latest events that were removed
     */
    record Removed(
            long removed, long left, Optional<Place> next, List<EventIndex.Gone> gone, List<String> lostLatest) {}

    /** Removes the beginning of a range, from this place on if there is one. */
    Removed remove(String device, Removal.Range range, Optional<Place> from) {
        Response reply = REMOVE.run(
                        redis,
                        () -> List.of(looking(REMOVE, keys(device), range, from)
                                .arg(range.leave())
                                .arg(range.counted() ? "c" : "*")
                                .arg(range.noted() ? 1 : 0)
                                .arg(Removal.SHAPES_LEFT.toSeconds())))
                .getFirst();
        List<String> lost = new ArrayList<>();
        reply.get(4).forEach(field -> lost.add(field.toString()));
        return new Removed(reply.get(0).toLong(), reply.get(1).toLong(), place(reply.get(2)), gone(reply.get(3)), lost);
    }

    /**
     * What counting found.
     *
     * @param noted   whether the count is noted with the source; if not, it cannot be gone by
     * @param next    where to go on; empty when the range is done
     * @param pending how many events of the source are behind all that is noted
     */
    record Counted(boolean noted, Optional<Place> next, long pending) {}

    /** Counts the events of the range's source from where its note says on, or from this place on if there is one. */
    Counted count(String device, Removal.Range range, Optional<Place> from, long pending) {
        Response reply = COUNT.run(
                        redis,
                        () -> List.of(looking(COUNT, keys(device), range, from).arg(pending)))
                .getFirst();
        return new Counted(
                reply.get(0).toInteger() == 1, place(reply.get(1)), reply.get(2).toLong());
    }

    /**
     * The beginning of what was put away.
     *
     * @param last where the last of these events is; empty when there is none
     * @param all  whether these are all
     * @param gone those whose ids the index is to forget
     */
    record PutAway(long events, Optional<Place> last, boolean all, List<EventIndex.Gone> gone) {}

    /** Looks at the beginning of what was put away of a device under a name. */
    PutAway putAway(DeviceKeys keys, String name) {
        List<String> touched = new ArrayList<>(
                List.of(keys.gone(name, "e"), keys.gone(name, "late"), keys.shapes(), keys.counts(), keys.latest()));
        touched.addAll(List.of(keys.notes(), keys.events(), keys.late()));
        Response reply = FREE.run(redis, () -> List.of(looking(FREE, touched, Removal.Range.ALL, Optional.empty())))
                .getFirst();
        return new PutAway(
                reply.get(0).toLong(), place(reply.get(1)), reply.get(2).toInteger() == 1, gone(reply.get(3)));
    }

    private Request looking(Script script, List<String> keys, Removal.Range range, Optional<Place> from) {
        return script.call(keys)
                .arg(from.map(place -> Long.toString(place.millis())).orElse(range.noted() ? NOTED : OLDEST))
                .arg(from.map(place -> Long.toString(place.sequence())).orElse(""))
                .arg(range.last().millis())
                .arg(range.last().sequence())
                .arg(limits.chunk())
                .arg(limits.chunkOctets())
                .arg(range.source().isPresent() ? "=" : "*")
                .arg(range.source().orElse(""));
    }

    private static List<String> keys(String device) {
        DeviceKeys keys = DeviceKeys.of(device);
        return List.of(keys.events(), keys.late(), keys.shapes(), keys.counts(), keys.latest(), keys.notes());
    }

    private static Optional<Place> place(Response pair) {
        return pair.size() == 2
                ? Optional.of(new Place(pair.get(0).toLong(), pair.get(1).toLong()))
                : Optional.empty();
    }

    private static List<EventIndex.Gone> gone(Response ids) {
        List<EventIndex.Gone> gone = new ArrayList<>(ids.size());
        ids.forEach(id -> gone.add(EventIndex.Gone.parse(id.toBytes())));
        return gone;
    }
}

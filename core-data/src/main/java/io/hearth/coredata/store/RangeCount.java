package io.hearth.coredata.store;

import io.hearth.coredata.DataConfig;
import io.hearth.runtime.redis.RedisBatch;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Totals of time ranges. A range that holds all of a device's events has the count that is kept with them; else little streams
 * are read through, and long ones counted by blocks. Values are not looked at, and what is held is bounded.
 */
final class RangeCount {
    private final RedisBatch redis;
    private final DataConfig.Query limits;
    private final KnownShapes known;
    private final CountedBlocks counted;

    RangeCount(RedisBatch redis, DataConfig.Query limits, KnownShapes known) {
        this.redis = redis;
        this.limits = limits;
        this.known = known;
        this.counted = new CountedBlocks(limits.countedBlocks());
    }

    /** How many events are in the scope's range. */
    long events(Scope scope) {
        long count = 0;
        for (Devices.Latest latest : scope.among()) {
            count += count(latest, scope, true);
        }
        return count;
    }

    /** How many of the scope's readings are in its range. */
    long readings(Scope scope) {
        long count = 0;
        for (Devices.Latest latest : scope.among()) {
            count += count(latest, scope, false);
        }
        return count;
    }

    private long count(Devices.Latest device, Scope scope, boolean events) {
        DeviceKeys keys = DeviceKeys.of(device.device());
        Totals totals =
                events ? Totals.ofEvents(List.of(device)) : Totals.ofReadings(List.of(device), scope.selection());
        // The total first: an event that comes in between is then seen at the ends, where it may be out of the range.
        List<Response> replies = redis.sendRepeatable(List.of(
                totals.requests().getFirst(),
                Request.cmd(Command.XRANGE)
                        .arg(keys.events())
                        .arg("-")
                        .arg("+")
                        .arg("COUNT")
                        .arg(1),
                Request.cmd(Command.XREVRANGE)
                        .arg(keys.events())
                        .arg("+")
                        .arg("-")
                        .arg("COUNT")
                        .arg(1),
                Request.cmd(Command.ZRANGE).arg(keys.late()).arg(0).arg(0),
                Request.cmd(Command.ZRANGE).arg(keys.late()).arg(-1).arg(-1),
                Request.cmd(Command.XLEN).arg(keys.events())));
        List<Response> ends = replies.subList(1, replies.size());
        TimeRange inner = scope.selection().range().narrowed(device.skew());
        if (inner != null && isWithin(inner, ends)) {
            return totals.sum(replies.subList(0, 1));
        }
        Optional<StreamCount> stream = inner == null || ends.get(4).toLong() < limits.countedFrom()
                ? Optional.empty()
                : stream(device.device(), events ? null : scope.selection());
        return stream.isEmpty()
                ? walk(device, scope, scope.bounds(device), events, false)
                : byBlocks(device, scope, inner, stream.get(), events);
    }

    /** Whether there are events and all are in the range, and so all their readings. */
    private static boolean isWithin(TimeRange range, List<Response> ends) {
        boolean some = false;
        for (int i = 0; i < 4; i++) {
            if (ends.get(i).size() > 0) {
                some = true;
                Response end = ends.get(i).get(0);
                Place place = i < 2 ? Place.parse(end.get(0).toString()) : Place.ofLateMember(end.toBytes());
                if (!range.contains(place.origin())) {
                    return false;
                }
            }
        }
        return some;
    }

    /** Blocks where every reading of every event is in the range; at its ends, as wide as the skew, each is looked at. */
    private long byBlocks(Devices.Latest device, Scope scope, TimeRange inner, StreamCount stream, boolean events) {
        long count = stream.between(inner.oldest(), inner.newest());
        count += walk(device, scope, DeviceCursor.Bounds.of(inner), events, true);
        TimeRange outer = scope.selection().range().widened(device.skew());
        if (outer.start() < inner.start()) {
            TimeRange before = new TimeRange(outer.start(), inner.start() - 1);
            count += walk(device, scope, DeviceCursor.Bounds.of(before), events, false);
        }
        if (inner.end() < outer.end()) {
            TimeRange behind = new TimeRange(inner.end() + 1, outer.end());
            count += walk(device, scope, DeviceCursor.Bounds.of(behind), events, false);
        }
        return count;
    }

    /** The parts of a device's stream between two places, and what they hold; none of a short one. */
    NavigableMap<Place, CountedBlock> blocks(String device, DeviceCursor.Bounds bounds) {
        return stream(device, null)
                .map(stream -> {
                    stream.between(bounds.oldest(), bounds.newest());
                    return stream.blocks();
                })
                .orElseGet(TreeMap::new);
    }

    /**
     * A place up to which so many items, or somewhat fewer, are passed over.
     *
     * @param newest where to go on; null when nothing is passed over
     */
    record Sought(Place newest, long passedOver) {
        private static final Sought NOTHING = new Sought(null, 0);
    }

    /** Goes by whole parts of a device's stream towards the item of this offset. The scope must be of one device, without skew. */
    Sought seek(Scope scope, boolean events, long offset) {
        Devices.Latest device = scope.among().getFirst();
        DeviceKeys keys = DeviceKeys.of(device.device());
        Optional<StreamCount> stream = stream(device.device(), events ? null : scope.selection());
        // What of late events is readings is not known without reading them.
        boolean late = redis.sendRepeatable(Request.cmd(Command.ZCARD).arg(keys.late()))
                        .toLong()
                > 0;
        if (stream.isEmpty() || late) {
            return Sought.NOTHING;
        }
        DeviceCursor.Bounds bounds = scope.bounds(device);
        stream.get().between(bounds.oldest(), bounds.newest());
        return stream.get().passOver(bounds.oldest(), bounds.newest(), offset);
    }

    private Optional<StreamCount> stream(String device, Selection selection) {
        String key = DeviceKeys.of(device).events();
        return StreamState.of(key, redis)
                .filter(state -> state.length() >= limits.countedFrom())
                .map(state -> new StreamCount(redis, known, counted, device, state, limits.countedEvents(), selection));
    }

    private long walk(
            Devices.Latest device, Scope scope, DeviceCursor.Bounds bounds, boolean events, boolean lateOnly) {
        DeviceCursor cursor =
                new DeviceCursor(device, bounds, scope.selection(), limits.chunk(), known, this::blocks, limits);
        if (lateOnly) {
            cursor.late();
        }
        long count = 0;
        while (cursor.fill(redis)) {
            StoredEvent event = cursor.take();
            count += events ? 1 : event.selected(scope.selection());
        }
        return count;
    }
}

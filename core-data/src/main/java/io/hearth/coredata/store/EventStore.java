package io.hearth.coredata.store;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.EventId;
import io.hearth.contracts.event.Reading;
import io.hearth.coredata.DataConfig;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.Script;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Writes events into Redis, a whole batch in one round trip, each event once however often it comes.
 *
 * <p>A batch that holds ids not computed from device and origin needs a round trip before it, in which the index claims
 * those ids. All commands touch the keys of one shard each, and are ordered so that a crash between any two of them is mended
 * by the repetition that at-least-once delivery brings: first what finds an event, then the event with its counts.
 */
@ApplicationScoped
public class EventStore {
    private static final Script ADD = Script.resource(EventStore.class, "rollups.lua", "add.lua");
    private static final byte[] NOTHING = {};
    /** Commands of a batch that come before the calls of the script. */
    private static final int BEFORE = 2;

    private final RedisBatch redis;
    private final EventIndex index;
    private final DataConfig.Store limits;
    private final LastKinds kinds;

    EventStore(RedisBatch redis, EventIndex index, DataConfig config) {
        this.redis = redis;
        this.index = index;
        this.limits = config.store();
        this.kinds = new LastKinds(config.query().knownShapes(), limits.shapeOctets());
    }

    /**
     * Stores the events and answers for each, in the same order, what became of it. Their ids must be UUIDs and their
     * origins positive.
     *
     * @throws io.hearth.runtime.redis.StoreUnavailable when Redis did not take the batch; repeating it is safe
     */
    public List<Added> add(List<Event> events) {
        Added[] added = new Added[events.size()];
        List<Arrival> arrivals = arrivals(events);
        Set<Integer> known = index.claim(
                arrivals.stream().filter(arrival -> !arrival.computedId).toList());
        known.forEach(position -> added[position] = Added.DUPLICATE);
        List<Call> calls = calls(arrivals.stream()
                .filter(arrival -> !known.contains(arrival.position))
                .toList());
        if (!calls.isEmpty()) {
            redis.sendRepeatable(Devices.skews(calls));
            List<Response> replies = ADD.run(redis, () -> requests(calls));
            // Before: the two of the device lists. Behind: what has changed.
            List<Call> first = new ArrayList<>();
            for (int i = 0; i < calls.size(); i++) {
                if (calls.get(i).read(replies.get(BEFORE + i), added)) {
                    first.add(calls.get(i));
                }
            }
            if (!first.isEmpty()) {
                // A device that had lost all its events may just be leaving the lists.
                List<Request> again = new ArrayList<>(Devices.register(first));
                again.add(announcement(first));
                redis.sendRepeatable(again);
            }
        }
        return List.of(added);
    }

    private static List<Arrival> arrivals(List<Event> events) {
        List<Arrival> arrivals = new ArrayList<>(events.size());
        for (Event event : events) {
            UUID id = UUID.fromString(event.id());
            boolean computed = EventId.isOurs(id) && id.equals(EventId.of(event.deviceName(), event.origin()));
            arrivals.add(new Arrival(arrivals.size(), event, id, Place.at(event.origin()), computed));
        }
        return arrivals;
    }

    /** One call per device; several for a device with very many events, so that none takes Redis long. */
    private List<Call> calls(List<Arrival> arrivals) {
        Map<String, List<Arrival>> byDevice = new LinkedHashMap<>();
        arrivals.forEach(arrival -> byDevice.computeIfAbsent(arrival.event.deviceName(), device -> new ArrayList<>())
                .add(arrival));
        List<Call> calls = new ArrayList<>();
        byDevice.forEach((device, own) -> {
            // In order of time as few as possible arrive late.
            own.sort((one, other) -> one.place.compareTo(other.place));
            for (int from = 0; from < own.size(); from += limits.eventsPerCall()) {
                calls.add(new Call(device, own.subList(from, Math.min(own.size(), from + limits.eventsPerCall()))));
            }
        });
        return calls;
    }

    private List<Request> requests(List<Call> calls) {
        List<Request> requests = new ArrayList<>(calls.size() + BEFORE + 1);
        requests.addAll(Devices.register(calls));
        calls.forEach(call -> requests.add(call.request(limits, kinds)));
        // Once more: the device may just have been taken off the lists.
        requests.addAll(Devices.skews(calls));
        requests.add(announcement(calls));
        return requests;
    }

    private static Request announcement(List<Call> calls) {
        return Changes.announce(calls.stream().map(Call::device).distinct().toList());
    }

    /** One event of a batch. */
    record Arrival(int position, Event event, UUID id, Place place, boolean computedId) {}

    /** The events of one device that go into one call of the script, oldest first. */
    record Call(String device, List<Arrival> arrivals) {

        long newestMillis() {
            return arrivals.getLast().place.millis();
        }

        /** The largest distance of a reading's origin from its event's, in ns. */
        long skew() {
            long skew = 0;
            for (Arrival arrival : arrivals) {
                long origin = arrival.event.origin();
                for (Reading reading : arrival.event.readings()) {
                    skew = Math.max(skew, distance(reading.origin(), origin));
                }
            }
            return skew;
        }

        private static long distance(long one, long other) {
            long distance = Math.abs(one - other);
            boolean tooFar = distance < 0 || (one < 0) != (other < 0);
            return tooFar ? Long.MAX_VALUE : distance;
        }

        Request request(DataConfig.Store limits, LastKinds kinds) {
            Map<String, ShapeUse> shapes = new LinkedHashMap<>();
            List<ShapeUse> uses = new ArrayList<>(arrivals.size());
            for (Arrival arrival : arrivals) {
                EventKind kind = kinds.of(arrival.event);
                ShapeUse use = shapes.get(kind.key());
                if (use == null) {
                    use = new ShapeUse(shapes.size() + 1, kind);
                    shapes.put(kind.key(), use);
                }
                uses.add(use);
            }
            DeviceKeys keys = DeviceKeys.of(device);
            Request request = ADD.call(keys.all())
                    .arg(Packing.VERSION)
                    .arg(limits.shapes())
                    .arg(limits.shapeOctets())
                    .arg(keys.prefix())
                    .arg(System.currentTimeMillis() / 1000)
                    .arg(limits.rollups().minutes().toSeconds())
                    .arg(limits.rollups().hours().toSeconds())
                    .arg(System.currentTimeMillis() + limits.ahead().toMillis())
                    .arg(shapes.size());
            boolean rollsUp = limits.rollups().enabled();
            shapes.values().forEach(use -> use.describe(request, rollsUp));
            request.arg(arrivals.size());
            for (int i = 0; i < arrivals.size(); i++) {
                describe(arrivals.get(i), uses.get(i), rollsUp, request);
            }
            return request;
        }

        private static void describe(Arrival arrival, ShapeUse use, boolean rollsUp, Request request) {
            request.arg(use.number)
                    .arg(arrival.place.millis())
                    .arg(arrival.place.sequence())
                    .arg(arrival.computedId ? NOTHING : Packing.id(arrival.id))
                    .arg(Packing.body(arrival.event, use.kind.shape()))
                    .arg(rollsUp ? Numbers.of(arrival.event, use.kind.shape()) : NOTHING);
        }

        /** Notes the answers; true when the device had no events before. */
        boolean read(Response reply, Added[] added) {
            for (int i = 0; i < arrivals.size(); i++) {
                added[arrivals.get(i).position] = switch (reply.get(i).toInteger()) {
                    case 1 -> Added.STORED;
                    case 0 -> Added.DUPLICATE;
                    default -> Added.CROWDED;
                };
            }
            return reply.get(arrivals.size()).toInteger() == 1;
        }
    }

    private record ShapeUse(int number, EventKind kind) {
        void describe(Request request, boolean rollsUp) {
            Shape shape = kind.shape();
            request.arg(kind.definition())
                    .arg(shape.sourceName())
                    .arg(DeviceKeys.eventsOf(shape.sourceName()))
                    .arg(kind.readings().size());
            kind.readings().forEach((resource, count) -> request.arg(DeviceKeys.readingsOf(resource))
                    .arg(count));
            List<String> numeric = rollsUp ? kind.numeric() : List.of();
            request.arg(shape.ownOrigins() ? 1 : 0).arg(numeric.size());
            numeric.forEach(request::arg);
        }
    }
}

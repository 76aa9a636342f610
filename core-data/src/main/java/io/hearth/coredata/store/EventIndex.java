package io.hearth.coredata.store;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.EventId;
import io.hearth.coredata.DataConfig;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.Script;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds events by id. An id that is computed from device and origin needs no index. Others are kept in hashes
 * {@code cd:i:<bucket>}, id to device number and origin, small enough for Redis to keep each as one compact list. Buckets go by
 * a hash of the id: the first octets of time-ordered UUIDs (versions 1, 6, 7) would put all of a month into one.
 */
@ApplicationScoped
public class EventIndex {
    private static final int BUCKET_BITS = 14;
    private static final String BUCKETS = "cd:i:";
    private static final Script FORGET = Script.of("""
            if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then
              return redis.call('HDEL', KEYS[1], ARGV[1])
            end
            return 0""");
    /** How many events of a nanosecond are read at first: mostly there is one, and it may be large. */
    private static final int OF_AN_INSTANT = 4;

    private static final int NUMBER_OCTETS = 7;
    private static final int VALUE_LENGTH = NUMBER_OCTETS + Long.BYTES;

    private final RedisBatch redis;
    private final Devices devices;
    private final DataConfig.Query limits;
    private final KnownShapes known;

    EventIndex(RedisBatch redis, Devices devices, DataConfig config) {
        this.redis = redis;
        this.devices = devices;
        this.limits = config.query();
        this.known = KnownShapes.of(config);
    }

    /** Where an id points: a device's number and an origin. */
    private record Target(long deviceNumber, long origin) {
        static Target of(EventStore.Arrival arrival) {
            return new Target(
                    EventId.deviceHash(arrival.event().deviceName()),
                    arrival.place().origin());
        }

        static Target parse(byte[] value) {
            ByteBuffer in = ByteBuffer.wrap(value);
            long high = in.getInt() & 0xFFFFFFFFL;
            long middle = in.getShort() & 0xFFFFL;
            return new Target(high << 24 | middle << 8 | in.get() & 0xFFL, in.getLong());
        }

        byte[] value() {
            return ByteBuffer.allocate(VALUE_LENGTH)
                    .putInt((int) (deviceNumber >>> 24))
                    .putShort((short) (deviceNumber >>> 8))
                    .put((byte) deviceNumber)
                    .putLong(origin)
                    .array();
        }
    }

    /**
     * Claims the ids of events that are about to be stored and answers the positions of those whose id another event has,
     * stored or earlier in the batch. A claim without an event, left by a crash between the two, is taken over.
     */
    Set<Integer> claim(List<EventStore.Arrival> arrivals) {
        Set<Integer> known = new HashSet<>();
        Map<UUID, EventStore.Arrival> first = new LinkedHashMap<>();
        for (EventStore.Arrival arrival : arrivals) {
            if (first.putIfAbsent(arrival.id(), arrival) != null) {
                known.add(arrival.position());
            }
        }
        for (EventStore.Arrival arrival : alreadyClaimed(List.copyOf(first.values()))) {
            if (indexed(arrival.id()).isPresent()) {
                known.add(arrival.position());
            } else {
                redis.sendRepeatable(
                        at(Command.HSET, arrival.id()).arg(Target.of(arrival).value()));
            }
        }
        return known;
    }

    /** Those whose id was claimed before for another place. For the same place, the script sees whether the event is there. */
    private List<EventStore.Arrival> alreadyClaimed(List<EventStore.Arrival> claimants) {
        List<Response> claims = redis.sendRepeatable(claimants.stream()
                .map(arrival ->
                        at(Command.HSETNX, arrival.id()).arg(Target.of(arrival).value()))
                .toList());
        List<EventStore.Arrival> refused = new ArrayList<>();
        for (int i = 0; i < claimants.size(); i++) {
            if (claims.get(i).toInteger() == 0) {
                refused.add(claimants.get(i));
            }
        }
        List<Response> holders = redis.sendRepeatable(
                refused.stream().map(arrival -> at(Command.HGET, arrival.id())).toList());
        List<EventStore.Arrival> others = new ArrayList<>();
        for (int i = 0; i < refused.size(); i++) {
            if (isOther(holders.get(i), refused.get(i))) {
                others.add(refused.get(i));
            }
        }
        return others;
    }

    private static boolean isOther(Response holder, EventStore.Arrival arrival) {
        return holder == null || !Target.parse(holder.toBytes()).equals(Target.of(arrival));
    }

    /** The stored event with this id. */
    public Optional<Event> find(UUID id) {
        return locate(id).map(StoredEvent::event);
    }

    /** The stored event with this id, not yet unpacked. */
    Optional<StoredEvent> locate(UUID id) {
        return computed(id).or(() -> indexed(id));
    }

    /** An event that is gone and had an id of its own. */
    record Gone(Place place, byte[] id) {
        static final int LENGTH = Place.LATE_KEY_LENGTH + Packing.ID_LENGTH;

        /** As remove.lua answers it. */
        static Gone parse(byte[] octets) {
            return new Gone(
                    Place.ofLateMember(octets), Arrays.copyOfRange(octets, Place.LATE_KEY_LENGTH, octets.length));
        }
    }

    /** Forgets the ids of removed events of a device, unless they were claimed for others in the meantime. */
    void forget(String device, List<Gone> events) {
        long number = EventId.deviceHash(device);
        FORGET.run(redis, () -> events.stream()
                .map(gone -> FORGET.call(List.of(bucket(gone.id)))
                        .arg(gone.id)
                        .arg(new Target(number, gone.place.origin()).value()))
                .toList());
    }

    private Optional<StoredEvent> computed(UUID id) {
        return EventId.isOurs(id) ? at(new Target(EventId.deviceHash(id), EventId.origin(id)), id) : Optional.empty();
    }

    private Optional<StoredEvent> indexed(UUID id) {
        return Optional.ofNullable(redis.sendRepeatable(at(Command.HGET, id)))
                .flatMap(value -> at(Target.parse(value.toBytes()), id));
    }

    private Optional<StoredEvent> at(Target target, UUID id) {
        if (target.origin <= 0) {
            return Optional.empty();
        }
        Place place = Place.at(target.origin);
        return devices.byNumber(target.deviceNumber).flatMap(device -> {
            DeviceCursor.Bounds instant = new DeviceCursor.Bounds(place, place.lastTie());
            DeviceCursor cursor = DeviceCursor.reading(device, instant, Selection.ALL, OF_AN_INSTANT, known, limits);
            while (cursor.fill(redis)) {
                StoredEvent event = cursor.take();
                if (event.id().equals(id)) {
                    return Optional.of(event);
                }
            }
            return Optional.empty();
        });
    }

    private static Request at(Command command, UUID id) {
        byte[] octets = Packing.id(id);
        return Request.cmd(command).arg(bucket(octets)).arg(octets);
    }

    private static String bucket(byte[] id) {
        ByteBuffer in = ByteBuffer.wrap(id);
        long mixed = (in.getLong() ^ in.getLong()) * 0x9E3779B97F4A7C15L;
        return BUCKETS + Long.toHexString(mixed >>> (Long.SIZE - BUCKET_BITS));
    }

    /** The keys of all buckets, there or not. */
    static Stream<String> buckets() {
        return IntStream.range(0, 1 << BUCKET_BITS).mapToObj(bucket -> BUCKETS + Integer.toHexString(bucket));
    }
}

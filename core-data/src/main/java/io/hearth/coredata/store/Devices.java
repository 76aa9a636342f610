package io.hearth.coredata.store;

import io.hearth.contracts.event.EventId;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.StoreUnavailable;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which devices have events: {@code cd:devices} orders them by the ms of their latest, {@code cd:numbers} finds a name by the
 * number that computed event ids carry. {@code cd:skews} has the devices whose readings have origins of their own, with the
 * largest distance in ns that one was from its event's.
 */
@ApplicationScoped
public class Devices {
    private static final String LATEST = "cd:devices";
    private static final String NUMBERS = "cd:numbers";
    private static final String SKEWS = "cd:skews";
    /** Set: the devices that are being taken off the lists, or of which something was put away. */
    private static final String LEAVING = "cd:leaving";

    /** What was added since somebody looked stays. */
    private static final String REMOVE_IF_UNCHANGED = """
            if redis.call('ZSCORE', KEYS[1], ARGV[1]) == ARGV[2] then
              return redis.call('ZREM', KEYS[1], ARGV[1])
            end
            return 0""";

    private final RedisBatch redis;

    Devices(RedisBatch redis) {
        this.redis = redis;
    }

    /**
     * A device and the ms before which (or in which) its latest event was. It is written before the event itself, so it can be
     * too young, never too old.
     *
     * @param skew how far origins of its readings are from their events', ns
     */
    record Latest(String device, long millis, long skew) {
        private static final long NANOS_PER_MILLI = 1_000_000;

        /** A device by its name, whenever its latest event was. */
        static Latest of(String device) {
            return new Latest(device, Long.MAX_VALUE, 0);
        }

        Latest skewed(long nanos) {
            return new Latest(device, millis, nanos);
        }

        /** The ms in which its newest reading can be. */
        long newestReading() {
            long more = Math.ceilDiv(skew, NANOS_PER_MILLI);
            return millis > Long.MAX_VALUE - more ? Long.MAX_VALUE : millis + more;
        }
    }

    /** Commands to be sent before the events of these calls. */
    static List<Request> register(List<EventStore.Call> calls) {
        Request latest = Request.cmd(Command.ZADD).arg(LATEST).arg("GT");
        Request numbers = Request.cmd(Command.HSET).arg(NUMBERS);
        for (EventStore.Call call : calls) {
            latest.arg(call.newestMillis()).arg(call.device());
            numbers.arg(EventId.deviceHash(call.device())).arg(call.device());
        }
        return List.of(latest, numbers);
    }

    /** Commands to be sent before the events of these calls, in a round trip of their own; mostly none. */
    static List<Request> skews(List<EventStore.Call> calls) {
        List<Request> requests = new ArrayList<>();
        for (EventStore.Call call : calls) {
            long skew = call.skew();
            if (skew > 0) {
                // As text: the client writes 999999999999999999 as a number wrongly.
                requests.add(Request.cmd(Command.ZADD)
                        .arg(SKEWS)
                        .arg("GT")
                        .arg(Long.toString(skew))
                        .arg(call.device()));
            }
        }
        return requests;
    }

    /** All devices, the one with the latest event first, as far as events go: without their skews. */
    List<Latest> byLatestEvent() {
        return latest(
                redis.sendRepeatable(Request.cmd(Command.ZREVRANGE)
                        .arg(LATEST)
                        .arg(0)
                        .arg(-1)
                        .arg("WITHSCORES")),
                Map.of());
    }

    /**
     * All devices, the one that may have the latest reading first.
     *
     * @param most the largest skew that counts, ns
     */
    List<Latest> byLatestReading(long most) {
        List<Response> replies = redis.sendRepeatable(List.of(
                Request.cmd(Command.ZREVRANGE).arg(LATEST).arg(0).arg(-1).arg("WITHSCORES"),
                Request.cmd(Command.ZRANGE).arg(SKEWS).arg(0).arg(-1).arg("WITHSCORES")));
        Map<String, Long> skews = new HashMap<>();
        for (Response pair : replies.get(1)) {
            skews.put(pair.get(0).toString(), Math.min(most, skew(pair.get(1))));
        }
        List<Latest> devices = latest(replies.getFirst(), skews);
        if (!skews.isEmpty()) {
            devices.sort(Comparator.comparingLong(Latest::newestReading).reversed());
        }
        return devices;
    }

    private static List<Latest> latest(Response pairs, Map<String, Long> skews) {
        List<Latest> devices = new ArrayList<>(pairs.size());
        for (Response pair : pairs) {
            String device = pair.get(0).toString();
            devices.add(new Latest(device, pair.get(1).toLong(), skews.getOrDefault(device, 0L)));
        }
        return devices;
    }

    /** Asks for a device's skew, which {@link #skew(Response)} reads. */
    static Request skewOf(String device) {
        return Request.cmd(Command.ZSCORE).arg(SKEWS).arg(device);
    }

    static long skew(Response score) {
        // Redis keeps scores in 53 bits: what it rounds down must not be missed.
        return score == null ? 0 : (long) Math.ceil(Math.nextUp(score.toDouble()));
    }

    /** The names of all devices that have events, the one with the latest event first. */
    public List<String> names() {
        return byLatestEvent().stream().map(Latest::device).toList();
    }

    /**
     * Remembers that something of this device is to be cleaned up, before it is done: {@link #leave} forgets it.
     *
     * @return false when Redis is too full to remember it
     */
    boolean willLeave(String device) {
        return unlessFull(Request.cmd(Command.SADD).arg(LEAVING).arg(device));
    }

    /** Tells listeners that something of the device is not as before; not when Redis is too full for it. */
    void announce(String device) {
        unlessFull(Changes.announce(List.of(device)));
    }

    private boolean unlessFull(Request request) {
        try {
            redis.sendRepeatable(request);
            return true;
        } catch (StoreUnavailable failure) {
            if (failure.isFull()) {
                return false;
            }
            throw failure;
        }
    }

    /** Whether there are devices that {@link #willLeave} named and {@link #leave} did not yet reach. */
    public boolean isAnyLeaving() {
        return !leaving(1).isEmpty();
    }

    /** Some of the devices that {@link #willLeave} named and {@link #leave} did not yet reach; none when there are none. */
    List<String> leaving(int most) {
        List<String> devices = new ArrayList<>();
        for (Response device : redis.sendRepeatable(
                Request.cmd(Command.SRANDMEMBER).arg(LEAVING).arg(most))) {
            devices.add(device.toString());
        }
        return devices;
    }

    /**
     * Takes a device off the lists when it has no events. What is added at the same time is not lost sight of: the one who
     * adds the first event of a device lists it once more afterwards, and here it is listed again when there is one by now;
     * its skew is written before and behind every event that has one, and put back here.
     */
    public void leave(String device) {
        if (!willLeave(device)) {
            // Another time: a device without events on the lists does no harm.
            return;
        }
        Response skew = redis.sendRepeatable(skewOf(device));
        if (newest(device).isEmpty()) {
            List<Response> replies = redis.sendRepeatable(List.of(
                    Request.cmd(Command.ZREM).arg(LATEST).arg(device),
                    // Not taken off there now: who follows the values is to hear that there are none.
                    Changes.announce(List.of(device))));
            redis.sendRepeatable(Changes.left(device, replies.get(1).toLong(), System.currentTimeMillis()));
            if (skew != null) {
                redis.sendRepeatable(Request.cmd(Command.EVAL)
                        .arg(REMOVE_IF_UNCHANGED)
                        .arg(1)
                        .arg(SKEWS)
                        .arg(device)
                        .arg(skew.toString()));
            }
            if (byNumber(EventId.deviceHash(device)).filter(device::equals).isPresent()) {
                redis.sendRepeatable(Request.cmd(Command.HDEL).arg(NUMBERS).arg(EventId.deviceHash(device)));
            }
        }
        newest(device).ifPresent(place -> listAgain(device, place, skew));
        redis.sendRepeatable(Request.cmd(Command.SREM).arg(LEAVING).arg(device));
    }

    /** Events came at the same time: the device is on the lists, with what it had there. */
    private void listAgain(String device, Place newest, Response skew) {
        List<Request> requests = new ArrayList<>(List.of(
                Request.cmd(Command.ZADD)
                        .arg(LATEST)
                        .arg("GT")
                        .arg(newest.millis())
                        .arg(device),
                Request.cmd(Command.HSET)
                        .arg(NUMBERS)
                        .arg(EventId.deviceHash(device))
                        .arg(device),
                Changes.announce(List.of(device))));
        if (skew != null) {
            requests.add(Request.cmd(Command.ZADD)
                    .arg(SKEWS)
                    .arg("GT")
                    .arg(skew.toString())
                    .arg(device));
        }
        redis.sendRepeatable(requests);
    }

    /** Forgets which devices left longer ago than this, some of them. */
    void forgetLeft(Duration ago) {
        Changes.forgetLeft(redis, System.currentTimeMillis() - ago.toMillis());
    }

    /** Where the device's newest event is; empty when it has none. */
    Optional<Place> newest(String device) {
        DeviceKeys keys = DeviceKeys.of(device);
        List<Response> ends = redis.sendRepeatable(List.of(
                Request.cmd(Command.XREVRANGE)
                        .arg(keys.events())
                        .arg("+")
                        .arg("-")
                        .arg("COUNT")
                        .arg(1),
                Request.cmd(Command.ZREVRANGEBYLEX)
                        .arg(keys.late())
                        .arg("+")
                        .arg("-")
                        .arg("LIMIT")
                        .arg(0)
                        .arg(1)));
        return Place.latest(ends.get(0), ends.get(1));
    }

    /** The device with this number, if it has events. */
    Optional<String> byNumber(long number) {
        return Optional.ofNullable(redis.sendRepeatable(
                        Request.cmd(Command.HGET).arg(NUMBERS).arg(number)))
                .map(Response::toString);
    }
}

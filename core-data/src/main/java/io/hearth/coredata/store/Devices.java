package io.hearth.coredata.store;

import io.hearth.contracts.event.EventId;
import io.hearth.runtime.redis.RedisBatch;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which devices have events: {@code cd:devices} orders them by the ms of their latest, {@code cd:numbers} finds a name by the
 * number that computed event ids carry.
 */
@ApplicationScoped
public class Devices {
    private static final String LATEST = "cd:devices";
    private static final String NUMBERS = "cd:numbers";

    private final RedisBatch redis;

    Devices(RedisBatch redis) {
        this.redis = redis;
    }

    /**
     * A device and the ms before which (or in which) its latest event was. It is written before the event itself, so it can be
     * too young, never too old.
     */
    record Latest(String device, long millis) {}

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

    /** All devices, the one with the latest event first. */
    List<Latest> newestFirst() {
        Response reply = redis.sendRepeatable(
                Request.cmd(Command.ZREVRANGE).arg(LATEST).arg(0).arg(-1).arg("WITHSCORES"));
        List<Latest> devices = new ArrayList<>(reply.size());
        for (Response pair : reply) {
            devices.add(new Latest(pair.get(0).toString(), pair.get(1).toLong()));
        }
        return devices;
    }

    /** The device with this number, if it has events. */
    Optional<String> byNumber(long number) {
        return Optional.ofNullable(redis.sendRepeatable(
                        Request.cmd(Command.HGET).arg(NUMBERS).arg(number)))
                .map(Response::toString);
    }
}

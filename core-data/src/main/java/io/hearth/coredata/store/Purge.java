package io.hearth.coredata.store;

import io.hearth.coredata.DataConfig;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.Script;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Removes all of a device: events, counts, latest values, roll-ups. They are put away under other names in one step, so just
 * what was there at the request goes, and queries see it at once; the memory is freed later, bit by bit, by {@link #clean}.
 * What is to be cleaned is remembered in Redis from before the first step on.
 */
@ApplicationScoped
public class Purge {
    private static final Script PURGE = Script.resource(Purge.class, "purge.lua");

    private final RedisBatch redis;
    private final EventIndex index;
    private final Devices devices;
    private final Removal removal;
    private final DataConfig.Removal limits;
    private final RemovalStep steps;

    Purge(RedisBatch redis, EventIndex index, Devices devices, Removal removal, DataConfig config) {
        this.redis = redis;
        this.index = index;
        this.devices = devices;
        this.removal = removal;
        this.limits = config.removal();
        this.steps = new RemovalStep(redis, config.removal());
    }

    /** Puts away what there is of a device. */
    public void device(String device) {
        DeviceKeys keys = DeviceKeys.of(device);
        boolean remembered = devices.willLeave(device);
        List<String> touched = new ArrayList<>(keys.all());
        touched.add(keys.gone());
        touched.add(keys.notes());
        PURGE.run(
                redis,
                () -> List.of(PURGE.call(touched)
                        .arg(UUID.randomUUID().toString())
                        .arg(keys.prefix())
                        .arg(Removal.SHAPES_LEFT.toSeconds())));
        devices.announce(device);
        if (!remembered) {
            // Redis is full, and this is the room that it needs.
            clean(device, () -> true);
        }
    }

    /**
     * Removes what a device sent until a time, in Unix ns. What it sent since (it was deleted and added again, and the news of
     * the deletion came late) stays.
     */
    public void device(String device, long until) {
        boolean sentSince =
                devices.newest(device).filter(place -> place.origin() > until).isPresent();
        if (sentSince) {
            removal.olderThan(device, until + 1, () -> true);
        } else {
            device(device);
        }
    }

    /** Forgets devices that left so long ago that whoever follows the values has heard of it. */
    public void forgetLeft() {
        devices.forgetLeft(limits.leftKnown());
    }

    /** Some of the devices that are to be cleaned; none when nothing is left to do. */
    public List<String> waiting() {
        return devices.leaving(limits.chunk());
    }

    /**
     * What was freed of devices that are gone.
     *
     * @param rollups keys of closed statistics, each of up to 128 minutes or hours of a resource
     */
    public record Freed(long events, long rollups) {
        static final Freed NOTHING = new Freed(0, 0);

        Freed plus(Freed other) {
            return new Freed(events + other.events, rollups + other.rollups);
        }
    }

    /**
     * Frees what was put away of a device, and takes the device off the lists if nothing came since.
     *
     * @param goOn asked before each step; false ends the cleaning early, to be begun anew some time
     */
    public Freed clean(String device, BooleanSupplier goOn) {
        DeviceKeys keys = DeviceKeys.of(device);
        Freed freed = Freed.NOTHING;
        for (Response name : redis.sendRepeatable(
                Request.cmd(Command.LRANGE).arg(keys.gone()).arg(0).arg(-1))) {
            String gone = name.toString();
            boolean events = true;
            boolean rollups = true;
            // In turns: statistics, which can be more than the events, do not wait for the last of these.
            while (events || rollups) {
                if (!goOn.getAsBoolean()) {
                    return freed;
                }
                if (events) {
                    RemovalStep.PutAway step = steps.putAway(keys, gone);
                    free(device, keys, gone, step);
                    freed = freed.plus(new Freed(step.events(), 0));
                    events = !step.all();
                }
                if (rollups) {
                    long number = rollups(keys, keys.gone(gone, "x"));
                    freed = freed.plus(new Freed(0, number));
                    rollups = number > 0;
                }
            }
            redis.sendRepeatable(
                    Request.cmd(Command.LREM).arg(keys.gone()).arg(0).arg(gone));
        }
        devices.leave(device);
        return freed;
    }

    /** The events are gone for every query; what remains of them are the ids in the index, which go first. */
    private void free(String device, DeviceKeys keys, String name, RemovalStep.PutAway step) {
        index.forget(device, step.gone());
        String events = keys.gone(name, "e");
        String late = keys.gone(name, "late");
        if (step.all()) {
            redis.sendRepeatable(Request.cmd(Command.UNLINK).arg(events).arg(late));
            return;
        }
        Place last = step.last().orElseThrow();
        redis.sendRepeatable(List.of(
                Request.cmd(Command.XTRIM)
                        .arg(events)
                        .arg("MINID")
                        .arg("=")
                        .arg(new Place(last.millis(), last.sequence() + 1).toString()),
                Request.cmd(Command.ZREMRANGEBYLEX).arg(late).arg("-").arg(behind(last))));
    }

    /** What is at a place or before it, as the end of a range of the late set. */
    private static byte[] behind(Place place) {
        byte[] key = place.lateKey();
        byte[] bound = new byte[key.length + 2];
        bound[0] = '[';
        System.arraycopy(key, 0, bound, 1, key.length);
        bound[bound.length - 1] = (byte) 0xFF;
        return bound;
    }

    /**
     * Closed roll-ups, some of them; one that began anew since stays, it is on the device's list again.
     *
     * @return how many were looked at; 0 when there are no more
     */
    private long rollups(DeviceKeys keys, String key) {
        List<String> names = new ArrayList<>();
        for (Response name :
                redis.sendRepeatable(Request.cmd(Command.ZRANGE).arg(key).arg(0).arg(limits.chunk() - 1))) {
            names.add(name.toString());
        }
        if (names.isEmpty()) {
            return 0;
        }
        List<Response> listed = redis.sendRepeatable(names.stream()
                .map(name -> Request.cmd(Command.ZSCORE).arg(keys.rollups()).arg(name))
                .toList());
        Request free = Request.cmd(Command.UNLINK).arg(key + ":none");
        for (int i = 0; i < names.size(); i++) {
            if (listed.get(i) == null) {
                free.arg(keys.prefix() + names.get(i));
            }
        }
        redis.sendRepeatable(List.of(
                free, Request.cmd(Command.ZREMRANGEBYRANK).arg(key).arg(0).arg(names.size() - 1)));
        return names.size();
    }
}

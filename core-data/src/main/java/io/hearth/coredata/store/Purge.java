package io.hearth.coredata.store;

import io.hearth.coredata.DataConfig;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.Script;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
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

    Purge(RedisBatch redis, EventIndex index, Devices devices, Removal removal, DataConfig config) {
        this.redis = redis;
        this.index = index;
        this.devices = devices;
        this.removal = removal;
        this.limits = config.removal();
    }

    /** Puts away what there is of a device. */
    public void device(String device) {
        DeviceKeys keys = DeviceKeys.of(device);
        boolean remembered = devices.willLeave(device);
        List<String> touched = new ArrayList<>(keys.all());
        touched.add(keys.gone());
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

    /** Some of the devices that are to be cleaned; none when nothing is left to do. */
    public List<String> waiting() {
        return devices.leaving(limits.chunk());
    }

    /**
     * Frees what was put away of a device, and takes the device off the lists if nothing came since.
     *
     * @param goOn asked before each step; false ends the cleaning early, to be begun anew some time
     */
    public void clean(String device, BooleanSupplier goOn) {
        DeviceKeys keys = DeviceKeys.of(device);
        for (Response name : redis.sendRepeatable(
                Request.cmd(Command.LRANGE).arg(keys.gone()).arg(0).arg(-1))) {
            String gone = name.toString();
            if (!events(device, keys, gone, goOn)
                    || !late(device, keys, gone, goOn)
                    || !rollups(keys, keys.gone(gone, "x"), goOn)) {
                return;
            }
            redis.sendRepeatable(
                    Request.cmd(Command.LREM).arg(keys.gone()).arg(0).arg(gone));
        }
        devices.leave(device);
    }

    /** The events are gone for every query; what remains of them are the ids in the index. */
    private boolean events(String device, DeviceKeys keys, String name, BooleanSupplier goOn) {
        String key = keys.gone(name, "e");
        while (goOn.getAsBoolean()) {
            Response entries = redis.sendRepeatable(Request.cmd(Command.XRANGE)
                    .arg(key)
                    .arg("-")
                    .arg("+")
                    .arg("COUNT")
                    .arg(limits.chunk()));
            if (entries.size() == 0) {
                redis.sendRepeatable(Request.cmd(Command.UNLINK).arg(key));
                return true;
            }
            List<EventIndex.Gone> ids = new ArrayList<>();
            for (Response entry : entries) {
                Place place = Place.parse(entry.get(0).toString());
                if (!place.hasComputedId()) {
                    ids.add(new EventIndex.Gone(place, id(entry.get(1).get(1).toBytes(), 0)));
                }
            }
            forget(device, keys, ids);
            Place last = Place.parse(entries.get(entries.size() - 1).get(0).toString());
            redis.sendRepeatable(Request.cmd(Command.XTRIM)
                    .arg(key)
                    .arg("MINID")
                    .arg("=")
                    .arg(new Place(last.millis(), last.sequence() + 1).toString()));
        }
        return false;
    }

    private boolean late(String device, DeviceKeys keys, String name, BooleanSupplier goOn) {
        String key = keys.gone(name, "late");
        while (goOn.getAsBoolean()) {
            Response members = redis.sendRepeatable(
                    Request.cmd(Command.ZRANGE).arg(key).arg(0).arg(limits.chunk() - 1));
            if (members.size() == 0) {
                return true;
            }
            List<EventIndex.Gone> ids = new ArrayList<>();
            for (Response item : members) {
                byte[] member = item.toBytes();
                Place place = Place.ofLateMember(member);
                if (!place.hasComputedId()) {
                    ids.add(new EventIndex.Gone(place, id(member, Place.LATE_KEY_LENGTH + Packing.VERSION.length())));
                }
            }
            forget(device, keys, ids);
            redis.sendRepeatable(
                    Request.cmd(Command.ZREMRANGEBYRANK).arg(key).arg(0).arg(members.size() - 1));
        }
        return false;
    }

    private static byte[] id(byte[] octets, int at) {
        return Arrays.copyOfRange(octets, at, at + Packing.ID_LENGTH);
    }

    /** An event that was sent again after the removal has the same id at the same place: it keeps its entry in the index. */
    private void forget(String device, DeviceKeys keys, List<EventIndex.Gone> ids) {
        if (ids.isEmpty()) {
            return;
        }
        if (devices.newest(device).isEmpty()) {
            index.forget(device, ids);
            return;
        }
        List<EventIndex.Gone> reallyGone = ids.stream()
                .filter(gone -> index.locate(Packing.id(gone.id()))
                        .filter(event -> event.device().name().equals(device))
                        .isEmpty())
                .toList();
        index.forget(device, reallyGone);
    }

    /** Closed roll-ups; one that began anew since stays, it is on the device's list again. */
    private boolean rollups(DeviceKeys keys, String key, BooleanSupplier goOn) {
        while (goOn.getAsBoolean()) {
            List<String> names = new ArrayList<>();
            for (Response name : redis.sendRepeatable(
                    Request.cmd(Command.ZRANGE).arg(key).arg(0).arg(limits.chunk() - 1))) {
                names.add(name.toString());
            }
            if (names.isEmpty()) {
                return true;
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
        }
        return false;
    }
}

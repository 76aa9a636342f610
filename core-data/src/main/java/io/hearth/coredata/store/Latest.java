package io.hearth.coredata.store;

import io.hearth.contracts.event.Reading;
import io.hearth.coredata.DataConfig;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.Script;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The newest reading of each resource. add.lua keeps the newest event of each shape of a device, so that this is one read for
 * a device however much is stored.
 */
@ApplicationScoped
public class Latest {
    /** What the field begins with that all shapes of a source share; the source's name follows. */
    private static final String OF_ALL = "=";

    /** How many devices the first step reads: how large their values are is known only behind it. */
    private static final int FIRST_TOGETHER = 32;

    private static final Script RESTORE = Script.resource(Latest.class, "restore.lua");

    private final RedisBatch redis;
    private final DataConfig.Query limits;
    private final KnownShapes known;
    private final int lookedBack;

    Latest(RedisBatch redis, DataConfig config) {
        this.redis = redis;
        this.limits = config.query();
        this.known = KnownShapes.of(config);
        this.lookedBack = config.removal().lookedBack();
    }

    /**
     * The current values of a device.
     *
     * @param readings the newest of each resource, ordered by resource
     */
    public record OfDevice(String device, List<Reading> readings) {}

    /** The newest reading of each resource of these devices, device by device, ordered by resource. */
    public List<Reading> of(List<String> devices) {
        return byDevice(devices).stream()
                .flatMap(device -> device.readings().stream())
                .toList();
    }

    /** The current values of these devices, in their order; a device without events has none. */
    public List<OfDevice> byDevice(List<String> devices) {
        List<OfDevice> found = new ArrayList<>(devices.size());
        int together = FIRST_TOGETHER;
        int from = 0;
        while (from < devices.size()) {
            int to = Math.min(devices.size(), from + together);
            long octets = read(devices.subList(from, to), found);
            // The next step is longer, unless the events are so large that it would be too much.
            long affordable = limits.chunkOctets() / Math.max(1, octets / (to - from));
            together = (int) Math.clamp(Math.min(4L * together, affordable), 1, limits.chunk());
            from = to;
        }
        return found;
    }

    /** Adds what is found; answers how many octets that was. */
    private long read(List<String> devices, List<OfDevice> found) {
        List<Request> requests = new ArrayList<>(devices.size() * 2);
        for (String device : devices) {
            DeviceKeys keys = DeviceKeys.of(device);
            requests.add(Request.cmd(Command.HVALS).arg(keys.latest()));
            // After the events: by then the shapes of all of them are there.
            requests.add(Request.cmd(Command.LRANGE).arg(keys.shapes()).arg(0).arg(-1));
        }
        List<Response> replies = redis.sendRepeatable(requests);
        long octets = 0;
        for (int i = 0; i < devices.size(); i++) {
            for (Response member : replies.get(2 * i)) {
                octets += member.toBytes().length;
            }
            String device = devices.get(i);
            found.add(new OfDevice(device, newest(device, replies.get(2 * i), known.byNumber(replies.get(2 * i + 1)))));
        }
        return octets;
    }

    private List<Reading> newest(String device, Response members, Map<Long, StoredShape> shapes) {
        List<StoredEvent> events = new ArrayList<>();
        StoredDevice ofDevice = StoredDevice.of(device);
        for (Response member : members) {
            events.add(open(ofDevice, member.toBytes(), shapes));
        }
        events.sort(Comparator.comparing(StoredEvent::place));
        Map<String, Reading> newest = new TreeMap<>();
        for (StoredEvent event : events) {
            // Within an event the newest comes first.
            for (Reading reading : event.event().readings().reversed()) {
                newest.merge(
                        reading.resourceName(),
                        reading,
                        (known, other) -> other.origin() >= known.origin() ? other : known);
            }
        }
        return List.copyOf(newest.values());
    }

    private StoredEvent open(StoredDevice device, byte[] member, Map<Long, StoredShape> shapes) {
        int entry = Place.LATE_KEY_LENGTH + Packing.VERSION.length();
        return Packing.open(device, Place.ofLateMember(member), member, entry, shapes, known);
    }

    /**
     * Finds the newest event of a kind again after the newest was removed, if it is not too far back. Whatever happens at the
     * same time, no event becomes the latest that is gone, or older than one that is there.
     *
     * @param field   the removed one's among the latest events
     * @param removed the newest before
     */
    void restore(String device, String field, StoredEvent removed) {
        DeviceKeys keys = DeviceKeys.of(device);
        Response ofSource = redis.sendRepeatable(
                Request.cmd(Command.HGET).arg(keys.counts()).arg(DeviceKeys.eventsOf(removed.sourceName())));
        if (ofSource == null) {
            return;
        }
        DeviceCursor cursor = DeviceCursor.reading(
                device, new DeviceCursor.Bounds(null, removed.place()), Selection.ALL, 1, known, limits);
        for (int looked = 0; looked < lookedBack && cursor.fill(redis); looked++) {
            StoredEvent event = cursor.take();
            if (isOfField(event, field, removed)) {
                restore(keys, field, event);
                return;
            }
        }
    }

    private void restore(DeviceKeys keys, String field, StoredEvent event) {
        RESTORE.run(
                redis,
                () -> List.of(RESTORE.call(List.of(keys.events(), keys.late(), keys.latest()))
                        .arg(field)
                        .arg(event.place().toString())
                        .arg(Packing.lateMember(event))));
    }

    /** As add.lua chooses the field. */
    private static boolean isOfField(StoredEvent event, String field, StoredEvent removed) {
        if (event.shapeNumber() != removed.shapeNumber()) {
            return false;
        }
        Shape shape = event.shape().shape();
        boolean sameSource = shape.sourceName().equals(removed.sourceName());
        return event.shapeNumber() != 0
                || sameSource
                        && (field.startsWith(OF_ALL)
                                || shape.readingsByResource()
                                        .keySet()
                                        .equals(removed.shape()
                                                .shape()
                                                .readingsByResource()
                                                .keySet()));
    }
}

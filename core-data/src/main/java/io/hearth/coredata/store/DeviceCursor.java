package io.hearth.coredata.store;

import io.hearth.coredata.DataConfig;
import io.hearth.runtime.redis.RedisBatch;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Walks through the events of one device from the newest to the oldest, in bounded steps: the stream and the late set side by
 * side. Events that hold nothing of what is selected are passed over by their shape, undecoded. One cursor serves one query
 * and one thread.
 */
final class DeviceCursor {
    private static final byte[] LAST_OCTET = {(byte) 0xFF};
    private static final byte[] INCLUSIVE = {'['};
    private static final byte[] EXCLUSIVE = {'('};
    /** How much longer each step is than the one before. */
    private static final int GROWTH = 4;

    private final StoredDevice device;
    private final DeviceKeys keys;
    private final Selection selection;
    private final KnownShapes known;
    private final DataConfig.Query limits;
    private final String oldestId;
    private final byte[] oldestKey;
    private final Place oldest;
    private final Blocks blocks;
    private final Deque<StoredEvent> fromStream = new ArrayDeque<>();
    private final Deque<StoredEvent> fromLate = new ArrayDeque<>();
    /** Where the next step begins; null when there is nothing further. */
    private String streamFrom;

    private Place streamAt;
    private byte[] lateFrom;
    private int chunk;
    /** How many events were read since the last that was of use. */
    private long inVain;

    private NavigableMap<Place, CountedBlock> counted;
    /** The place of the first event of the stream that was read, of the last, and how many those were. */
    private Place firstRead;

    private Place lastRead;
    private int eventsRead;

    /** What a cursor walks through: the places from {@code oldest} to {@code newest}, both included, null for no bound. */
    record Bounds(Place oldest, Place newest) {
        static Bounds of(TimeRange range) {
            return new Bounds(range.oldest(), range.newest());
        }
    }

    /** Tells what the parts of a stream hold, which takes reading it once. */
    interface Blocks {
        NavigableMap<Place, CountedBlock> of(String device, Bounds bounds);
    }

    /**
     * A cursor over the events of a device that hold something of the selection.
     *
     * @param firstChunk how many events the first step reads
     * @param blocks     asked when much was read in vain, to pass over the parts that hold nothing
     */
    DeviceCursor(
            Devices.Latest device,
            Bounds bounds,
            Selection selection,
            int firstChunk,
            KnownShapes known,
            Blocks blocks,
            DataConfig.Query limits) {
        this.device = StoredDevice.of(device);
        this.keys = DeviceKeys.of(device.device());
        this.selection = selection;
        this.known = known;
        this.limits = limits;
        this.blocks = blocks;
        this.oldest = bounds.oldest;
        Place newest = bounds.newest;
        this.oldestId = oldest == null ? "-" : oldest.toString();
        this.oldestKey = oldest == null ? new byte[] {'-'} : join(INCLUSIVE, oldest.lateKey());
        this.streamFrom = newest == null ? "+" : newest.toString();
        this.lateFrom = newest == null ? new byte[] {'+'} : join(INCLUSIVE, newest.lateKey(), LAST_OCTET);
        this.chunk = Math.clamp(firstChunk, 1, limits.chunk());
    }

    /** A cursor that reads whatever is in its way. */
    static DeviceCursor reading(
            String device,
            Bounds bounds,
            Selection selection,
            int firstChunk,
            KnownShapes known,
            DataConfig.Query limits) {
        return new DeviceCursor(
                Devices.Latest.of(device),
                bounds,
                selection,
                firstChunk,
                known,
                (name, part) -> new TreeMap<>(),
                limits);
    }

    /** The same cursor, but over the events only that came after a newer one. */
    DeviceCursor late() {
        streamFrom = null;
        return this;
    }

    String device() {
        return device.name();
    }

    /** Reads on until the next event is known; false when there is none. */
    boolean fill(RedisBatch redis) {
        while (lacks()) {
            accept(redis.sendRepeatable(next()).iterator());
        }
        return head() != null;
    }

    /** Whether the next event cannot be told without reading on. */
    boolean lacks() {
        return readsStream() || readsLate();
    }

    /** The commands of the next step; their replies go to {@link #accept}. */
    List<Request> next() {
        List<Request> requests = new ArrayList<>(3);
        if (inVain >= limits.countedFrom() && readsStream()) {
            passOver();
        }
        if (readsStream()) {
            requests.add(Request.cmd(Command.XREVRANGE)
                    .arg(keys.events())
                    .arg(streamFrom)
                    .arg(oldestId)
                    .arg("COUNT")
                    .arg(chunk));
        }
        if (readsLate()) {
            requests.add(Request.cmd(Command.ZREVRANGEBYLEX)
                    .arg(keys.late())
                    .arg(lateFrom)
                    .arg(oldestKey)
                    .arg("LIMIT")
                    .arg(0)
                    .arg(chunk));
        }
        // After the events: by then the shapes of all of them are there.
        requests.add(Request.cmd(Command.LRANGE).arg(keys.shapes()).arg(0).arg(-1));
        return requests;
    }

    /** Passes over the parts of the stream that hold nothing of the selection. */
    private void passOver() {
        if (counted == null) {
            counted = blocks.of(device.name(), new Bounds(oldest, streamAt));
        }
        Map.Entry<Place, CountedBlock> here = counted.floorEntry(streamAt);
        while (here != null
                && here.getValue().to().compareTo(streamAt) >= 0
                && here.getValue().selected(selection) == 0) {
            streamAt = here.getKey().previous();
            here = counted.floorEntry(streamAt);
        }
        boolean ended = oldest != null && streamAt.compareTo(oldest) < 0;
        streamFrom = ended ? null : streamAt.toString();
    }

    private boolean readsStream() {
        return fromStream.isEmpty() && streamFrom != null;
    }

    private boolean readsLate() {
        return fromLate.isEmpty() && lateFrom != null;
    }

    /** Takes as many replies as {@link #next} made requests. */
    void accept(Iterator<Response> replies) {
        Response stream = readsStream() ? replies.next() : null;
        Response late = readsLate() ? replies.next() : null;
        Map<Long, StoredShape> shapes = known.byNumber(replies.next());
        long octets = 0;
        int read = 0;
        if (stream != null) {
            read += stream.size();
            for (Response entry : stream) {
                byte[] value = entry.get(1).get(1).toBytes();
                octets += value.length;
                keep(Place.parse(entry.get(0).toString()), value, 0, shapes, fromStream);
            }
            if (stream.size() > 0) {
                lastRead = Place.parse(stream.get(stream.size() - 1).get(0).toString());
                firstRead = firstRead == null ? Place.parse(stream.get(0).get(0).toString()) : firstRead;
                eventsRead += stream.size();
            }
            inVain = fromStream.isEmpty() ? inVain + stream.size() : 0;
            if (stream.size() < chunk) {
                streamFrom = null;
            } else {
                streamAt = lastRead.previous();
                streamFrom = streamAt.toString();
            }
        }
        if (late != null) {
            read += late.size();
            for (Response item : late) {
                byte[] member = item.toBytes();
                octets += member.length;
                int entry = Place.LATE_KEY_LENGTH + Packing.VERSION.length();
                keep(Place.ofLateMember(member), member, entry, shapes, fromLate);
            }
            lateFrom = late.size() < chunk
                    ? null
                    : join(EXCLUSIVE, late.get(chunk - 1).toBytes());
        }
        adapt(octets / Math.max(1, read));
    }

    /** Tells how often its device reports. */
    void tell(Rates rates) {
        if (eventsRead > 1) {
            rates.seen(device.name(), eventsRead - 1, firstRead.millis() - lastRead.millis());
        }
    }

    private void keep(Place place, byte[] octets, int from, Map<Long, StoredShape> shapes, Deque<StoredEvent> queue) {
        StoredEvent event = Packing.open(device, place, octets, from, shapes, known);
        if (event.shape().selected(selection) > 0) {
            queue.add(event);
        }
    }

    /** The next step is longer, unless the events are so large that it would be too much. */
    private void adapt(long octetsEach) {
        long affordable = limits.chunkOctets() / Math.max(1, octetsEach);
        chunk = (int) Math.clamp(Math.min((long) chunk * GROWTH, affordable), 1, limits.chunk());
    }

    /** The next event without taking it; null when there is none, or none known before {@link #fill}. */
    StoredEvent head() {
        Deque<StoredEvent> newer = newer();
        return lacks() || newer == null ? null : newer.peek();
    }

    StoredEvent take() {
        return newer().remove();
    }

    private Deque<StoredEvent> newer() {
        if (fromLate.isEmpty()) {
            return fromStream.isEmpty() ? null : fromStream;
        }
        if (fromStream.isEmpty()) {
            return fromLate;
        }
        return fromStream.peek().place().compareTo(fromLate.peek().place()) > 0 ? fromStream : fromLate;
    }

    private static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer joined = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            joined.put(part);
        }
        return joined.array();
    }
}

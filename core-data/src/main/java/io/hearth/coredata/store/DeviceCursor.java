package io.hearth.coredata.store;

import io.hearth.coredata.DataConfig;
import io.hearth.runtime.redis.RedisBatch;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Walks through the events of one device from the newest to the oldest, in bounded steps: the stream and the late set side by
 * side. One cursor serves one query and one thread.
 */
final class DeviceCursor {
    private static final byte[] LAST_OCTET = {(byte) 0xFF};
    private static final byte[] INCLUSIVE = {'['};
    private static final byte[] EXCLUSIVE = {'('};

    private final String device;
    private final DeviceKeys keys;
    private final DataConfig.Query limits;
    private final String oldestId;
    private final byte[] oldestKey;
    private final Deque<Packing.Packed> fromStream = new ArrayDeque<>();
    private final Deque<Packing.Packed> fromLate = new ArrayDeque<>();
    /** Where the next step begins; null when there is nothing further. */
    private String streamFrom;

    private byte[] lateFrom;
    private int chunk;

    /**
     * A cursor over the places from {@code oldest} to {@code newest}, both included, null for no bound.
     *
     * @param firstChunk how many events the first step reads
     */
    DeviceCursor(String device, Place oldest, Place newest, int firstChunk, DataConfig.Query limits) {
        this.device = device;
        this.keys = DeviceKeys.of(device);
        this.limits = limits;
        this.oldestId = oldest == null ? "-" : oldest.toString();
        this.oldestKey = oldest == null ? new byte[] {'-'} : join(INCLUSIVE, oldest.lateKey());
        this.streamFrom = newest == null ? "+" : newest.toString();
        this.lateFrom = newest == null ? new byte[] {'+'} : join(INCLUSIVE, newest.lateKey(), LAST_OCTET);
        this.chunk = Math.clamp(firstChunk, 1, limits.chunk());
    }

    String device() {
        return device;
    }

    /** Reads on when the next event is not known yet; false when there is none. */
    boolean fill(RedisBatch redis) {
        if (lacks()) {
            accept(redis.sendRepeatable(next()).iterator());
        }
        return head() != null;
    }

    /** Whether the next event cannot be told without reading on. */
    boolean lacks() {
        return fromStream.isEmpty() && streamFrom != null || fromLate.isEmpty() && lateFrom != null;
    }

    /** The commands of the next step; their replies go to {@link #accept}. */
    List<Request> next() {
        List<Request> requests = new ArrayList<>(3);
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
        Map<Long, Shape> shapes = shapes(replies.next());
        long octets = 0;
        if (stream != null) {
            for (Response entry : stream) {
                byte[] value = entry.get(1).get(1).toBytes();
                octets += value.length;
                streamFrom = "(" + entry.get(0);
                fromStream.add(Packing.open(device, Place.parse(entry.get(0).toString()), value, shapes));
            }
            streamFrom = stream.size() < chunk ? null : streamFrom;
        }
        if (late != null) {
            for (Response item : late) {
                byte[] member = item.toBytes();
                octets += member.length;
                lateFrom = join(EXCLUSIVE, member);
                int entry = Place.LATE_KEY_LENGTH + Packing.VERSION.length();
                byte[] value = Arrays.copyOfRange(member, entry, member.length);
                fromLate.add(Packing.open(device, Place.ofLateMember(member), value, shapes));
            }
            lateFrom = late.size() < chunk ? null : lateFrom;
        }
        adapt(octets);
    }

    /** The next step is twice as long, unless the events are so large that it would be too much. */
    private void adapt(long octets) {
        int read = Math.max(1, fromStream.size() + fromLate.size());
        long affordable = limits.chunkOctets() / Math.max(1, octets / read);
        chunk = (int) Math.clamp(Math.min(chunk * 2L, affordable), 1, limits.chunk());
    }

    private static Map<Long, Shape> shapes(Response definitions) {
        Map<Long, Shape> shapes = new HashMap<>();
        for (Response definition : definitions) {
            shapes.put(shapes.size() + 1L, Shape.parse(definition.toBytes()));
        }
        return shapes;
    }

    /** The next event without taking it; null when there is none, or none known before {@link #fill}. */
    Packing.Packed head() {
        Deque<Packing.Packed> newer = newer();
        return lacks() || newer == null ? null : newer.peek();
    }

    Packing.Packed take() {
        return newer().remove();
    }

    private Deque<Packing.Packed> newer() {
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

package io.hearth.coredata.store;

import io.hearth.coredata.DataConfig;
import io.hearth.runtime.redis.RedisBatch;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * The events of many devices as one sequence, newest first. A device is looked at only when its latest event may be next, and
 * each in steps, so a page costs what is on it and not what is stored. Events of the same place come by device name.
 */
final class NewestFirst implements Iterator<Packing.Packed> {
    /** How many devices are begun in one round trip. */
    private static final int TOGETHER = 32;

    private static final Comparator<DeviceCursor> BY_HEAD = Comparator.comparing(
                    (DeviceCursor cursor) -> cursor.head().place())
            .reversed()
            .thenComparing(DeviceCursor::device);

    private final RedisBatch redis;
    private final DataConfig.Query limits;
    private final List<Devices.Latest> devices;
    private final int firstChunk;
    private final PriorityQueue<DeviceCursor> begun = new PriorityQueue<>(BY_HEAD);
    private int notBegun;
    /** The cursor whose event was taken last: it reads on only when somebody asks for more. */
    private DeviceCursor taken;

    /**
     * @param devices  those to be looked at, the one with the latest event first
     * @param expected how many events will probably be wanted
     */
    NewestFirst(RedisBatch redis, DataConfig.Query limits, List<Devices.Latest> devices, long expected) {
        this.redis = redis;
        this.limits = limits;
        this.devices = devices;
        long share = devices.size() > 1 ? Math.max(8, expected / 4) : expected;
        this.firstChunk = (int) Math.clamp(share, 1, limits.chunk());
    }

    @Override
    public boolean hasNext() {
        if (taken != null && taken.fill(redis)) {
            begun.add(taken);
        }
        taken = null;
        begin();
        return !begun.isEmpty();
    }

    @Override
    public Packing.Packed next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        taken = begun.remove();
        return taken.take();
    }

    private void begin() {
        while (notBegun < devices.size() && mayBeNext(devices.get(notBegun))) {
            List<DeviceCursor> cursors = new ArrayList<>();
            List<Request> requests = new ArrayList<>();
            while (cursors.size() < TOGETHER && notBegun < devices.size() && mayBeNext(devices.get(notBegun))) {
                DeviceCursor cursor =
                        new DeviceCursor(devices.get(notBegun++).device(), null, null, firstChunk, limits);
                requests.addAll(cursor.next());
                cursors.add(cursor);
            }
            Iterator<Response> replies = redis.sendRepeatable(requests).iterator();
            for (DeviceCursor cursor : cursors) {
                cursor.accept(replies);
                if (cursor.fill(redis)) {
                    begun.add(cursor);
                }
            }
        }
    }

    private boolean mayBeNext(Devices.Latest device) {
        return begun.isEmpty() || device.millis() >= begun.peek().head().place().millis();
    }
}

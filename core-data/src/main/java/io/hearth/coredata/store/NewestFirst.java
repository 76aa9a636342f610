package io.hearth.coredata.store;

import io.hearth.coredata.DataConfig;
import io.hearth.runtime.redis.RedisBatch;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * The events of many devices as one sequence, newest first. A device is looked at only when its latest event may be next, and
 * each in steps, so a page costs what is on it and not what is stored. Events of the same place come by device name. Where
 * readings of a device may be newer than their events, its events come as early as their newest reading may be.
 */
final class NewestFirst implements Iterator<StoredEvent> {
    /** How many devices are begun in one round trip. */
    private static final int TOGETHER = 32;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final RedisBatch redis;
    private final DataConfig.Query limits;
    private final KnownShapes known;
    private final DeviceCursor.Blocks blocks;
    private final List<Devices.Latest> devices;
    private final Selection selection;
    private final Bounds bounds;
    private final int firstChunk;
    private final int atFirst;
    private final PriorityQueue<DeviceCursor> begun = new PriorityQueue<>(NewestFirst::byHead);
    private int notBegun;
    /** The cursor whose event was taken last: it reads on only when somebody asks for more. */
    private DeviceCursor taken;

    /** Tells between which places a device is to be looked at. */
    interface Bounds {
        DeviceCursor.Bounds of(Devices.Latest device);
    }

    /**
     * @param devices  those to be looked at, the one that may have the latest reading first
     * @param expected how many events will probably be wanted
     */
    NewestFirst(
            RedisBatch redis,
            DataConfig.Query limits,
            KnownShapes known,
            DeviceCursor.Blocks blocks,
            List<Devices.Latest> devices,
            Selection selection,
            Bounds bounds,
            long expected) {
        this.redis = redis;
        this.limits = limits;
        this.known = known;
        this.blocks = blocks;
        this.devices = devices;
        this.selection = selection;
        this.bounds = bounds;
        // Of many devices each will give its share, and the steps of one that gives more grow quickly.
        long share = devices.size() > 1 ? 2 * expected / devices.size() + 2 : expected;
        this.firstChunk = (int) Math.clamp(share, 1, limits.chunk());
        this.atFirst = (int) Math.clamp(expected, 1, TOGETHER);
    }

    /**
     * Reads the first events in one round trip together with something else.
     *
     * @return the replies to {@code beside}
     */
    List<Response> begin(List<Request> beside) {
        List<Request> requests = new ArrayList<>(beside);
        List<DeviceCursor> cursors = next(atFirst, requests);
        List<Response> replies = redis.sendRepeatable(requests);
        accept(cursors, replies.listIterator(beside.size()));
        return replies.subList(0, beside.size());
    }

    @Override
    public boolean hasNext() {
        if (taken != null && taken.fill(redis)) {
            begun.add(taken);
        }
        taken = null;
        beginMore();
        return !begun.isEmpty();
    }

    @Override
    public StoredEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        taken = begun.remove();
        return taken.take();
    }

    private void beginMore() {
        while (notBegun < devices.size() && mayBeNext(devices.get(notBegun))) {
            List<Request> requests = new ArrayList<>();
            List<DeviceCursor> cursors = next(TOGETHER, requests);
            accept(cursors, redis.sendRepeatable(requests).iterator());
        }
    }

    private List<DeviceCursor> next(int most, List<Request> requests) {
        List<DeviceCursor> cursors = new ArrayList<>();
        while (cursors.size() < most && notBegun < devices.size() && mayBeNext(devices.get(notBegun))) {
            Devices.Latest device = devices.get(notBegun++);
            DeviceCursor cursor =
                    new DeviceCursor(device, bounds.of(device), selection, firstChunk, known, blocks, limits);
            requests.addAll(cursor.next());
            cursors.add(cursor);
        }
        return cursors;
    }

    private void accept(List<DeviceCursor> cursors, Iterator<Response> replies) {
        for (DeviceCursor cursor : cursors) {
            cursor.accept(replies);
        }
        for (DeviceCursor cursor : cursors) {
            if (cursor.fill(redis)) {
                begun.add(cursor);
            }
        }
    }

    private boolean mayBeNext(Devices.Latest device) {
        return begun.isEmpty() || device.newestReading() >= begun.peek().head().newestReading() / NANOS_PER_MILLI;
    }

    private static int byHead(DeviceCursor one, DeviceCursor other) {
        StoredEvent mine = one.head();
        StoredEvent its = other.head();
        int byTime = Long.compare(its.newestReading(), mine.newestReading());
        int byPlace = byTime != 0 ? byTime : its.place().compareTo(mine.place());
        return byPlace != 0 ? byPlace : one.device().compareTo(other.device());
    }
}

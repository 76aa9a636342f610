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
    /** How many devices are begun in one round trip when nothing is known of them. */
    private static final int TOGETHER = 32;

    /** How many that probably have some of the wanted events. */
    private static final int TOGETHER_AT_MOST = 256;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final RedisBatch redis;
    private final DataConfig.Query limits;
    private final KnownShapes known;
    private final DeviceCursor.Blocks blocks;
    private final List<Devices.Latest> devices;
    private final Selection selection;
    private final Bounds bounds;
    private final int atFirst;
    private final Rates rates;
    private final Rates.Guess guess;
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
            Rates rates,
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
        this.rates = rates;
        // Of many devices each will give its share, and the steps of one that gives more grow quickly.
        long share = devices.size() > 1 ? 2 * expected / devices.size() + 2 : expected;
        this.guess = rates.newest(devices, until(), expected, (int) Math.clamp(share, 1, limits.chunk()));
        this.atFirst = (int) Math.clamp(expected, 1, TOGETHER);
    }

    /** The last ms in which events can be. */
    private long until() {
        Place newest = devices.isEmpty() ? null : bounds.of(devices.getFirst()).newest();
        return newest == null ? Long.MAX_VALUE : newest.millis();
    }

    /**
     * Reads the first events in one round trip together with something else.
     *
     * @return the replies to {@code beside}
     */
    List<Response> begin(List<Request> beside) {
        List<Request> requests = new ArrayList<>(beside);
        List<DeviceCursor> cursors = guess.isKnown() ? guessed(requests) : next(atFirst, requests);
        List<Response> replies = redis.sendRepeatable(requests);
        accept(cursors, replies.listIterator(beside.size()));
        return replies.subList(0, beside.size());
    }

    @Override
    public boolean hasNext() {
        if (taken != null) {
            if (fill(taken)) {
                begun.add(taken);
            }
            taken = null;
        }
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
            cursors.add(begin(devices.get(notBegun++), requests));
        }
        return cursors;
    }

    /** The devices that probably have the first events, each with about as many as are wanted of it. */
    private List<DeviceCursor> guessed(List<Request> requests) {
        List<DeviceCursor> cursors = new ArrayList<>();
        while (cursors.size() < TOGETHER_AT_MOST
                && notBegun < devices.size()
                && (cursors.isEmpty() || guess.isIn(devices.get(notBegun)))) {
            cursors.add(begin(devices.get(notBegun++), requests));
        }
        return cursors;
    }

    private DeviceCursor begin(Devices.Latest device, List<Request> requests) {
        DeviceCursor cursor =
                new DeviceCursor(device, bounds.of(device), selection, guess.of(device), known, blocks, limits);
        requests.addAll(cursor.next());
        return cursor;
    }

    private boolean fill(DeviceCursor cursor) {
        boolean reads = cursor.lacks();
        boolean more = cursor.fill(redis);
        if (reads) {
            cursor.tell(rates);
        }
        return more;
    }

    private void accept(List<DeviceCursor> cursors, Iterator<Response> replies) {
        for (DeviceCursor cursor : cursors) {
            cursor.accept(replies);
            cursor.tell(rates);
        }
        for (DeviceCursor cursor : cursors) {
            if (fill(cursor)) {
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

package io.hearth.coredata.store;

import io.hearth.runtime.redis.RedisBatch;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * Counts what a device's stream holds between two places: by the blocks that were counted before, and by the shapes of the
 * events in between, which become blocks on the way. The second time only the ends of the range are read.
 */
final class StreamCount {
    private static final int CHUNK = 1_000;

    private final RedisBatch redis;
    private final KnownShapes known;
    private final CountedBlocks counted;
    private final String device;
    private final DeviceKeys keys;
    private final StreamState state;
    /** Events in a block. */
    private final int block;
    /** What is counted: readings of this selection, or events when it is null. */
    private final Selection selection;

    private final NavigableMap<Place, CountedBlock> blocks;

    StreamCount(
            RedisBatch redis,
            KnownShapes known,
            CountedBlocks counted,
            String device,
            StreamState state,
            int block,
            Selection selection) {
        this.redis = redis;
        this.known = known;
        this.counted = counted;
        this.device = device;
        this.keys = DeviceKeys.of(device);
        this.state = state;
        this.block = block;
        this.selection = selection;
        this.blocks = counted.valid(device, state);
    }

    /** How many there are from the one place to the other, both included; null for no bound. */
    long between(Place oldest, Place newest) {
        Place end = newest == null || newest.compareTo(state.last()) > 0 ? state.last() : newest;
        Place at = oldest == null || oldest.compareTo(state.first()) < 0 ? state.first() : oldest;
        long count = 0;
        while (at.compareTo(end) <= 0) {
            Part part = next(at, end);
            count += part.count;
            at = part.to.next();
        }
        return count;
    }

    /** The blocks there are, by their first place. */
    NavigableMap<Place, CountedBlock> blocks() {
        return blocks;
    }

    /** Passes over so many, from the newest on, by whole blocks. */
    RangeCount.Sought passOver(Place oldest, Place newest, long many) {
        Place at = newest == null || newest.compareTo(state.last()) > 0 ? state.last() : newest;
        Place end = oldest == null || oldest.compareTo(state.first()) < 0 ? state.first() : oldest;
        long left = many;
        while (at.compareTo(end) >= 0) {
            Map.Entry<Place, CountedBlock> below = blocks.floorEntry(at);
            Place from = below == null || below.getKey().compareTo(end) < 0 ? end : below.getKey();
            CountedBlock there = below == null ? null : below.getValue();
            boolean whole = there != null && there.to().equals(at) && from.equals(there.from());
            if (there != null && there.to().compareTo(at) < 0 && there.to().compareTo(end) >= 0) {
                // Between two blocks, or behind the last.
                from = there.to().next();
            }
            long here = whole ? there.selected(selection) : scan(from, at);
            if (here > left) {
                break;
            }
            left -= here;
            at = from.previous();
        }
        return new RangeCount.Sought(at, many - left);
    }

    private record Part(Place to, long count) {}

    private Part next(Place at, Place end) {
        Map.Entry<Place, CountedBlock> covering = blocks.floorEntry(at);
        if (covering != null && covering.getValue().to().compareTo(at) >= 0) {
            CountedBlock there = covering.getValue();
            boolean whole = there.from().equals(at) && there.to().compareTo(end) <= 0;
            Place to = there.to().compareTo(end) < 0 ? there.to() : end;
            return new Part(to, whole ? there.selected(selection) : scan(at, to));
        }
        Map.Entry<Place, CountedBlock> following = blocks.higherEntry(at);
        Place to = following == null || following.getKey().compareTo(end) > 0
                ? end
                : following.getKey().previous();
        return count(at, to);
    }

    /** What is within a block that is not wholly wanted. */
    private long scan(Place from, Place to) {
        long count = 0;
        for (Place at = from; at.compareTo(to) <= 0; ) {
            CountedBlock.Counting counting = new CountedBlock.Counting();
            Place last = read(at, to, block, counting);
            count += counting.between(at, last).selected(selection);
            at = last.next();
        }
        return count;
    }

    /** Counts a block where there was none. */
    private Part count(Place from, Place to) {
        CountedBlock.Counting counting = new CountedBlock.Counting();
        Place last = read(from, to, block, counting);
        CountedBlock made = counting.between(from, last);
        if (counting.events() == block) {
            counted.keep(device, state, made);
            blocks.put(from, made);
        }
        return new Part(last, made.selected(selection));
    }

    /** Reads so many events and answers the place of the last, or {@code to} when there are fewer. */
    private Place read(Place from, Place to, int most, CountedBlock.Counting counting) {
        Place at = from;
        int left = most;
        while (left > 0) {
            int chunk = Math.min(left, CHUNK);
            List<Response> replies = redis.sendRepeatable(List.of(
                    Request.cmd(Command.XRANGE)
                            .arg(keys.events())
                            .arg(at.toString())
                            .arg(to.toString())
                            .arg("COUNT")
                            .arg(chunk),
                    Request.cmd(Command.LRANGE).arg(keys.shapes()).arg(0).arg(-1)));
            Response entries = replies.getFirst();
            Map<Long, StoredShape> shapes = known.byNumber(replies.get(1));
            for (Response entry : entries) {
                counting.add(shape(entry, shapes));
            }
            if (entries.size() < chunk) {
                return to;
            }
            left -= chunk;
            Place last = Place.parse(entries.get(chunk - 1).get(0).toString());
            if (left == 0) {
                return last;
            }
            at = last.next();
        }
        return to;
    }

    private StoredShape shape(Response entry, Map<Long, StoredShape> shapes) {
        Place place = Place.parse(entry.get(0).toString());
        return Packing.shape(place, entry.get(1).get(1).toBytes(), 0, shapes, known);
    }
}

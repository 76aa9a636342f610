package io.hearth.coredata.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The blocks that were counted of the devices' streams. They are of use only as long as what Redis says of a stream proves
 * that nothing was taken out of them; the others are dropped.
 */
final class CountedBlocks {
    private final int most;
    private final Map<String, OfDevice> devices = new LinkedHashMap<>(16, 0.75f, true);
    private int size;

    /** @param most how many are kept; past it those of the device go that was longest not asked for */
    CountedBlocks(int most) {
        this.most = most;
    }

    private static final class OfDevice {
        private StreamState state;
        private final NavigableMap<Place, CountedBlock> blocks = new TreeMap<>();
    }

    /** The blocks that are still as they were counted, by their first place. To be asked before the stream is read. */
    synchronized NavigableMap<Place, CountedBlock> valid(String device, StreamState now) {
        OfDevice known = devices.computeIfAbsent(device, first -> new OfDevice());
        int before = known.blocks.size();
        if (known.state == null || !known.state.life().equals(now.life()) || now.deleted() < known.state.deleted()) {
            known.blocks.clear();
        } else if (now.deleted() != known.state.deleted()) {
            known.blocks.headMap(now.lastDeleted(), true).clear();
            known.blocks.headMap(now.first(), false).clear();
        }
        size += known.blocks.size() - before;
        known.state = now;
        return new TreeMap<>(known.blocks);
    }

    /** Keeps a block that was counted after the state was known, unless it is in the way of another. */
    synchronized void keep(String device, StreamState counted, CountedBlock block) {
        OfDevice known = devices.get(device);
        if (known == null || !known.state.equals(counted)) {
            return;
        }
        Map.Entry<Place, CountedBlock> before = known.blocks.floorEntry(block.to());
        if (before == null || before.getValue().to().compareTo(block.from()) < 0) {
            known.blocks.put(block.from(), block);
            size++;
            shrink();
        }
    }

    private void shrink() {
        var oldest = devices.entrySet().iterator();
        while (size > most && oldest.hasNext()) {
            size -= oldest.next().getValue().blocks.size();
            oldest.remove();
        }
    }

    synchronized int size() {
        return size;
    }
}

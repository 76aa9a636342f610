package io.hearth.coredata.store;

import java.util.List;

/**
 * Where a query looks.
 *
 * @param selection what it is about
 * @param among     the devices that may have some of it, the one with the latest event first
 * @param skew      how far origins of their readings are from their events', ns
 */
record Scope(Selection selection, List<Devices.Latest> among, long skew) {

    Scope among(List<Devices.Latest> fewer) {
        return new Scope(selection, fewer, skew);
    }

    Scope skewed(long nanos) {
        return new Scope(selection, among, nanos);
    }

    /** The places at which events of the selection can be, up to the one where an earlier part of the list ended. */
    DeviceCursor.Bounds bounds(Position after) {
        TimeRange range = selection.range().widened(skew);
        Place newest = range.newest();
        if (after != null) {
            // The item's time may be off its event's place, and that of those behind it too.
            Place behind = skew == 0
                    ? after.place()
                    : new TimeRange(0, after.time()).widened(skew).newest();
            newest = newest == null || behind != null && behind.compareTo(newest) < 0 ? behind : newest;
        }
        return new DeviceCursor.Bounds(range.oldest(), newest);
    }
}

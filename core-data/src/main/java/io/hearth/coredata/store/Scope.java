package io.hearth.coredata.store;

import java.util.List;

/**
 * Where a query looks.
 *
 * @param selection what it is about
 * @param among     the devices that may have some of it, each with how far origins of its readings are from their events'; the
 *                  one that may have the latest item first
 */
record Scope(Selection selection, List<Devices.Latest> among) {

    Scope among(List<Devices.Latest> fewer) {
        return new Scope(selection, fewer);
    }

    /** Whether items of some device are not in the order of its events. */
    boolean isSkewed() {
        for (Devices.Latest device : among) {
            if (device.skew() > 0) {
                return true;
            }
        }
        return false;
    }

    /** The places at which a device's events of the selection can be. */
    DeviceCursor.Bounds bounds(Devices.Latest device) {
        return DeviceCursor.Bounds.of(selection.range().widened(device.skew()));
    }

    /** As {@link #bounds(Devices.Latest)}, from where an earlier part of the list ended; null for its beginning. */
    DeviceCursor.Bounds bounds(Devices.Latest device, Position after) {
        DeviceCursor.Bounds all = bounds(device);
        if (after == null) {
            return all;
        }
        // The item's time may be off its event's place, and that of those behind it too.
        boolean inOrder = device.skew() == 0 && after.time() == after.place().origin();
        Place behind = inOrder
                ? after.place()
                : new TimeRange(0, after.time()).widened(device.skew()).newest();
        boolean nearer = behind != null && (all.newest() == null || behind.compareTo(all.newest()) < 0);
        return nearer ? new DeviceCursor.Bounds(all.oldest(), behind) : all;
    }
}

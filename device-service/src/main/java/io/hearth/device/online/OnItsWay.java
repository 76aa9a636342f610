package io.hearth.device.online;

import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.OperatingState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What core-metadata was told last of devices and did not show since: until then what it shows is from before. Not for several
 * threads.
 */
final class OnItsWay {
    private final Wishes wishes;
    private final Map<String, Told> byDevice = new HashMap<>();

    /**
     * Something that core-metadata was told.
     *
     * @param shownThen the modification that was known when it was told, Unix ms by core-metadata's clock; -1: it was told before
     *                  already, and what is shown so long after that is not from before
     */
    private record Told(OperatingState state, long shownThen) {
        private boolean isShownBy(Device device) {
            return device.operatingState() == state && modified(device) > shownThen;
        }
    }

    /** Nothing is; {@code wishes}: are told what has shown. */
    OnItsWay(Wishes wishes) {
        this.wishes = wishes;
    }

    /** core-metadata is told; {@code shown}: the device as it shows it now. */
    void told(String device, OperatingState state, Optional<Device> shown) {
        Told before = byDevice.get(device);
        boolean again = before != null && before.state() == state;
        byDevice.put(
                device,
                new Told(state, again ? -1 : shown.map(OnItsWay::modified).orElse(0L)));
    }

    /** Whether a device is shown as it was before what was told of it; otherwise nothing is on its way any more. */
    boolean isBefore(Device device) {
        Told told = byDevice.get(device.name());
        if (told == null) {
            return false;
        }
        if (told.isShownBy(device)) {
            byDevice.remove(device.name());
            wishes.shown(device.name());
            return false;
        }
        return true;
    }

    void forget(String device) {
        byDevice.remove(device);
    }

    /** When it was modified last, Unix ms; 0 when that is not said. */
    static long modified(Device device) {
        return device.modified() == null ? 0 : device.modified();
    }
}

package io.hearth.coredata.reported;

import io.hearth.contracts.event.Event;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** When each device last reported, until it is told: a device that reports a thousand times in between is told of once. */
final class Reports {
    private final int maxDevices;
    private final Map<String, Long> untold = new LinkedHashMap<>();

    Reports(int maxDevices) {
        this.maxDevices = maxDevices;
    }

    /** These events were stored at that time, Unix ms. */
    synchronized void stored(Collection<Event> events, long at) {
        events.forEach(event -> put(event.deviceName(), at));
    }

    /** Up to so many of them, which are then no longer kept. */
    synchronized Map<String, Long> take(int most) {
        Map<String, Long> taken = new LinkedHashMap<>();
        var entries = untold.entrySet().iterator();
        while (entries.hasNext() && taken.size() < most) {
            Map.Entry<String, Long> entry = entries.next();
            taken.put(entry.getKey(), entry.getValue());
            entries.remove();
        }
        return taken;
    }

    /** They could not be told. */
    synchronized void putBack(Map<String, Long> taken) {
        taken.forEach(this::put);
    }

    private void put(String device, long at) {
        if (untold.size() < maxDevices || untold.containsKey(device)) {
            untold.merge(device, at, Math::max);
        }
    }
}

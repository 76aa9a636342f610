package io.hearth.device.reading;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The last reading of each device's resources, in memory: what a read command answers. */
public final class LastReadings {
    private final int perDevice;
    private final Map<String, Map<String, Reading>> byDevice = new ConcurrentHashMap<>();
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();

    /** At most so many per device; the one reported longest ago goes first. */
    public LastReadings(int perDevice) {
        this.perDevice = perDevice;
    }

    /** Takes in what a device reported, unless something later is known already. */
    public void reported(Event event) {
        written(event);
        listeners.forEach(listener -> listener.accept(event));
    }

    /** Takes in what a device was told: that it holds these values, not that it was heard of. */
    public void written(Event event) {
        byDevice.compute(event.deviceName(), (device, known) -> {
            Map<String, Reading> readings = known == null ? new LinkedHashMap<>() : known;
            event.readings().forEach(reading -> put(readings, reading));
            return readings;
        });
    }

    /** Calls the listener with all that is reported from now on; it must not take long. */
    public void onReport(Consumer<Event> listener) {
        listeners.add(listener);
    }

    private void put(Map<String, Reading> readings, Reading reading) {
        Reading known = readings.remove(reading.resourceName());
        boolean later = known == null || reading.origin() >= known.origin();
        readings.put(reading.resourceName(), later ? reading : known);
        if (readings.size() > perDevice) {
            readings.remove(readings.keySet().iterator().next());
        }
    }

    /** The last reading of a resource. */
    public Optional<Reading> of(String device, String resource) {
        Reading[] found = new Reading[1];
        byDevice.computeIfPresent(device, (name, readings) -> {
            found[0] = readings.get(resource);
            return readings;
        });
        return Optional.ofNullable(found[0]);
    }

    /** Forgets all other devices. */
    public void keep(Set<String> devices) {
        byDevice.keySet().retainAll(devices);
    }
}

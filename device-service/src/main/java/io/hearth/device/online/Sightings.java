package io.hearth.device.online;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** When each device was last heard of since the service was started, and what it said of itself last. */
final class Sightings {
    private final Map<String, Sighting> byDevice = new ConcurrentHashMap<>();

    /**
     * Of one device.
     *
     * @param lastSeen when something came of it that did not say that it is offline, Unix ms; 0: not yet
     * @param online   what its status resource said last; absent when that said nothing yet
     */
    record Sighting(long lastSeen, Optional<Boolean> online) {
        private static final Sighting NONE = new Sighting(0, Optional.empty());
    }

    Sighting of(String device) {
        return byDevice.getOrDefault(device, Sighting.NONE);
    }

    long lastSeen(String device) {
        return of(device).lastSeen();
    }

    void seen(String device, long now, boolean saidOnline) {
        byDevice.compute(
                device,
                (name, before) -> new Sighting(now, saidOnline || before == null ? said(saidOnline) : before.online()));
    }

    private static Optional<Boolean> said(boolean online) {
        return online ? Optional.of(true) : Optional.empty();
    }

    void saidOffline(String device) {
        byDevice.compute(
                device, (name, before) -> new Sighting(before == null ? 0 : before.lastSeen(), Optional.of(false)));
    }

    /** Forgets all other devices. */
    void keep(Set<String> devices) {
        byDevice.keySet().retainAll(devices);
    }
}

package io.hearth.device.state;

import io.hearth.contracts.metadata.OperatingState;
import io.hearth.device.online.DurableNotes;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/**
 * Sets a device DOWN that failed too often on end, and UP when it answers or reports again (EdgeX device SDK, AllowedFails). A
 * device that somebody else set DOWN stays so.
 */
public final class DeviceFailures {
    private static final Logger LOG = Logger.getLogger(DeviceFailures.class);
    private static final String KEPT = "failed";

    private final int allowed;
    private final BiConsumer<String, OperatingState> states;
    private final Retries retries;
    private final DurableNotes kept;
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    /** Those that are DOWN because of this, and whether core-metadata has told so already. */
    private final Map<String, Boolean> down = new ConcurrentHashMap<>();

    /** Tries a device again later. */
    @FunctionalInterface
    interface Retries {
        void later(String device);
    }

    /**
     * Nothing has failed yet.
     *
     * @param allowed how many failures on end make a device DOWN; 0: none
     * @param states  sets a device's state
     * @param retries is told of each device that became DOWN
     * @param kept    the names of those that are DOWN because of this, also of a former run
     */
    DeviceFailures(int allowed, BiConsumer<String, OperatingState> states, Retries retries, DurableNotes kept) {
        this.allowed = allowed;
        this.states = states;
        this.retries = retries;
        this.kept = kept;
        kept.all().keySet().forEach(device -> down.put(device, true));
    }

    /** The device did not do what it was asked. */
    public void failed(String device, String why) {
        if (allowed <= 0 || down.containsKey(device)) {
            return;
        }
        int failed = failures.merge(device, 1, Integer::sum);
        if (failed >= allowed && down.putIfAbsent(device, false) == null) {
            LOG.warnf("device is DOWN device=%s failures=%d reason=%s", device, failed, why);
            kept.put(device, KEPT);
            states.accept(device, OperatingState.DOWN);
            retries.later(device);
        }
    }

    /** The device answered, or reported by itself. */
    public void answered(String device) {
        if (failures.isEmpty() && down.isEmpty()) {
            return;
        }
        failures.remove(device);
        if (down.remove(device) != null) {
            LOG.infof("device is UP again device=%s", device);
            states.accept(device, OperatingState.UP);
        }
    }

    /** Whether it is DOWN because it failed. */
    boolean isDown(String device) {
        return down.containsKey(device);
    }

    /** What core-metadata says of a device: one that a person has set UP begins anew. */
    void told(String device, OperatingState state) {
        if (state == OperatingState.DOWN) {
            down.replace(device, false, true);
            return;
        }
        if (down.remove(device, true)) {
            failures.remove(device);
        }
        if (!down.containsKey(device)) {
            kept.remove(device);
        }
    }

    /** Forgets all other devices. */
    void keep(Set<String> devices) {
        failures.keySet().retainAll(devices);
        down.keySet().retainAll(devices);
        kept.all().keySet().stream().filter(device -> !devices.contains(device)).forEach(kept::remove);
    }

    /** Those that are counted or DOWN, or were and do not show UP yet. */
    Set<String> concerned() {
        Set<String> all = new HashSet<>(failures.keySet());
        all.addAll(down.keySet());
        all.addAll(kept.all().keySet());
        return all;
    }
}

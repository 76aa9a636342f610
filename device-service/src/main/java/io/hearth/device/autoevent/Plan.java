package io.hearth.device.autoevent;

import io.hearth.contracts.metadata.AdminState;
import io.hearth.contracts.metadata.AutoEvent;
import io.hearth.contracts.metadata.Device;
import io.hearth.device.mapping.MappedDevice;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The AutoEvents of a device that run, and what they depend on. While that stays the same they go on undisturbed: a device that is
 * changed more often than its interval is long would never be read else.
 *
 * @param autoEvents  as the device has them
 * @param profileName the device's profile
 * @param tasks       one for each
 */
record Plan(List<AutoEvent> autoEvents, String profileName, List<Task> tasks) {
    private static final Logger LOG = Logger.getLogger(Plan.class);

    /** Whether a device's AutoEvents run (EdgeX): not when it is LOCKED or has no profile. */
    static boolean runs(MappedDevice device) {
        return !device.device().autoEvents().isEmpty()
                && device.device().adminState() != AdminState.LOCKED
                && device.profile().isPresent();
    }

    static Plan of(Device device, boolean changedOnly) {
        List<Task> tasks = new ArrayList<>(device.autoEvents().size());
        for (AutoEvent autoEvent : device.autoEvents()) {
            try {
                tasks.add(new Task(device.name(), autoEvent, changedOnly));
            } catch (IllegalArgumentException noDuration) {
                LOG.warnf(
                        "auto event left out device=%s source=%s reason=%s",
                        device.name(), autoEvent.sourceName(), noDuration.getMessage());
            }
        }
        return new Plan(device.autoEvents(), device.profileName(), List.copyOf(tasks));
    }

    boolean isFor(Device device) {
        return profileName.equals(device.profileName()) && autoEvents.equals(device.autoEvents());
    }
}

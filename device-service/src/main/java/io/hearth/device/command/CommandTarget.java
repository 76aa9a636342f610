package io.hearth.device.command;

import io.hearth.contracts.metadata.AdminState;
import io.hearth.contracts.metadata.OperatingState;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.device.mapping.MappedCommand;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.mapping.MappedProfile;
import io.hearth.device.registry.DeviceCatalog;

/**
 * A device and what is asked of it, found and allowed.
 *
 * @param device  the device
 * @param profile its profile
 * @param command the device command, or the resource by its own name
 */
record CommandTarget(MappedDevice device, MappedProfile profile, MappedCommand command) {

    /** The checks in EdgeX's order (EdgeX API, device service, order of checks); the first that fails is the answer. */
    static CommandTarget find(DeviceCatalog catalog, String deviceName, String commandName) {
        return find(catalog, deviceName, commandName, false);
    }

    /** As above; {@code evenDown}: also of a device that is DOWN, to see whether it answers again. */
    static CommandTarget find(DeviceCatalog catalog, String deviceName, String commandName, boolean evenDown) {
        if (!catalog.isLoaded()) {
            throw new EdgexException(
                    ErrorKind.SERVICE_UNAVAILABLE, "the devices have not been read from core-metadata yet");
        }
        if (catalog.serviceLocked()) {
            throw locked("the device service is LOCKED");
        }
        MappedDevice device =
                catalog.device(deviceName).orElseThrow(() -> missing("device '" + deviceName + "' is not known"));
        if (device.device().adminState() == AdminState.LOCKED) {
            throw locked("device '" + deviceName + "' is LOCKED");
        }
        if (!evenDown && device.device().operatingState() == OperatingState.DOWN) {
            throw locked("device '" + deviceName + "' is DOWN");
        }
        MappedProfile profile =
                device.profile().orElseThrow(() -> locked("device '" + deviceName + "' has no profile"));
        MappedCommand command = profile.command(commandName)
                .orElseThrow(
                        () -> missing("device '" + deviceName + "' has no command or resource '" + commandName + "'"));
        return new CommandTarget(device, profile, command);
    }

    CommandTarget readable() {
        if (!command.canRead()) {
            throw new EdgexException(
                    ErrorKind.NOT_ALLOWED, "command '" + command.name() + "' cannot be read, only written");
        }
        return this;
    }

    CommandTarget writable() {
        if (!command.canWrite()) {
            throw new EdgexException(
                    ErrorKind.NOT_ALLOWED, "command '" + command.name() + "' cannot be written, only read");
        }
        return this;
    }

    private static EdgexException locked(String message) {
        return new EdgexException(ErrorKind.SERVICE_LOCKED, message);
    }

    private static EdgexException missing(String message) {
        return new EdgexException(ErrorKind.ENTITY_DOES_NOT_EXIST, message);
    }
}

package io.hearth.device.command;

import io.hearth.contracts.metadata.AdminState;
import io.hearth.contracts.metadata.OperatingState;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.device.mapping.MappedCommand;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.mapping.MappedProfile;
import io.hearth.device.registry.DeviceCatalog;
import java.util.Optional;

/**
 * A device and what is asked of it, found and allowed.
 *
 * @param device  the device
 * @param profile its profile
 * @param command the device command, or the resource by its own name
 */
record CommandTarget(MappedDevice device, MappedProfile profile, MappedCommand command) {

    /**
     * The checks in EdgeX's order (EdgeX API, device service, order of checks); the first that fails is the answer.
     *
     * @param regex whether a name that is no command's and no resource's is a regular expression on those of resources
     */
    static CommandTarget find(DeviceCatalog catalog, String deviceName, String commandName, boolean regex) {
        MappedDevice device = unlocked(catalog, deviceName);
        if (device.device().operatingState() == OperatingState.DOWN) {
            throw locked("device '" + deviceName + "' is DOWN");
        }
        return of(device, commandName, regex);
    }

    /** Of a device that is DOWN too, to see whether it answers again. */
    static CommandTarget findEvenDown(DeviceCatalog catalog, String deviceName, String resource) {
        return of(unlocked(catalog, deviceName), resource, false);
    }

    private static MappedDevice unlocked(DeviceCatalog catalog, String deviceName) {
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
        return device;
    }

    private static CommandTarget of(MappedDevice device, String commandName, boolean regex) {
        MappedProfile profile =
                device.profile().orElseThrow(() -> locked("device '" + device.name() + "' has no profile"));
        MappedCommand command = profile.command(commandName)
                .or(() -> regex ? ResourcePattern.find(profile, commandName) : Optional.empty())
                .orElseThrow(() ->
                        missing("device '" + device.name() + "' has no command or resource '" + commandName + "'"));
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

    /** EdgeX's {@code MaxCmdOps}: one command has no more resources than this, else 500. */
    CommandTarget atMost(int resources) {
        if (command.operations().size() > resources) {
            throw new EdgexException(
                    ErrorKind.SERVER_ERROR,
                    "command '" + command.name() + "' has "
                            + command.operations().size() + " resources, allowed are at most " + resources);
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

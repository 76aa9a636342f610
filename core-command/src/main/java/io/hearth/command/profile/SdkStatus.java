package io.hearth.command.profile;

import io.hearth.command.Command;
import io.hearth.contracts.metadata.AdminState;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.OperatingState;
import io.hearth.contracts.metadata.ReadWrite;
import io.hearth.contracts.rest.EdgexException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which HTTP status a device service would have answered, when it only said on the bus that it refused: device-sdk-go's error
 * envelopes have none. Its checks are the SDK's, in their order (EdgeX API, device service, order of checks), and they depend on
 * what core-metadata knows, or are told by their text.
 */
@Singleton
public class SdkStatus {
    private static final int INVALID = 400;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int LOCKED = 423;
    private static final int SERVER_ERROR = 500;
    private static final int BUSY = 503;

    private static final List<String> FAILURES = List.of(
            "error reading ",
            "error writing ",
            "failed to convert CommandValue to Event",
            "failed to transform CommandValue to Event");

    private final Metadata metadata;
    private final Profiles profiles;

    SdkStatus(Metadata metadata, Profiles profiles) {
        this.metadata = metadata;
        this.profiles = profiles;
    }

    /**
     * The status; 500, a failure of the driver, when nothing that is known forbids the command.
     *
     * @param said the error's text
     */
    public int of(Command command, String said) {
        OptionalInt own = ofText(command, said);
        if (own.isPresent()) {
            return own.getAsInt();
        }
        try {
            Device device = metadata.device(command.device());
            if (device.adminState() == AdminState.LOCKED
                    || device.operatingState() == OperatingState.DOWN
                    || device.profileName().isEmpty()) {
                return LOCKED;
            }
            return profiles.of(device).map(profile -> of(command, profile)).orElse(SERVER_ERROR);
        } catch (EdgexException unknown) {
            return unknown.kind().status() == NOT_FOUND ? NOT_FOUND : SERVER_ERROR;
        }
    }

    /**
     * What device-sdk-go itself says (internal/application/command.go). A driver's text comes behind one of the SDK's ("error writing
     * ..."), so that a broken device is not taken for bad input.
     */
    private static OptionalInt ofText(Command command, String said) {
        if (said.equals("service locked")) {
            return OptionalInt.of(LOCKED);
        }
        // What it says when the driver was called, or its value was none: the device may be DOWN in core-metadata by
        // now, for this very failure.
        if (FAILURES.stream().anyMatch(said::startsWith)) {
            return OptionalInt.of(SERVER_ERROR);
        }
        // internal/controller/messaging/command.go, since 4.0.2: beyond MaxConcurrentCommands nothing is done.
        if (said.equals("device service busy: too many concurrent commands")) {
            return OptionalInt.of(BUSY);
        }
        boolean wrong = command.isSet()
                ? said.startsWith("failed to create CommandValue")
                        || said.startsWith("failed to transform set parameter")
                : said.startsWith("failed to CompilePOSIX resource name");
        if (wrong) {
            return OptionalInt.of(INVALID);
        }
        if (!command.isSet() && said.equals("Regex DeviceResource " + command.name() + " not found")) {
            return OptionalInt.of(NOT_FOUND);
        }
        return !command.isSet() && said.equals("no readable resources matched with " + command.name())
                ? OptionalInt.of(NOT_ALLOWED)
                : OptionalInt.empty();
    }

    private static int of(Command command, DeviceProfile profile) {
        Optional<String> readWrite = profile.command(command.name())
                .map(known -> known.readWrite())
                .or(() -> profile.resource(command.name())
                        .map(resource -> resource.properties().readWrite()));
        if (readWrite.isEmpty()) {
            boolean pattern =
                    !command.isSet() && !"false".equals(command.queryParams().get("ds-regexcmd"));
            return pattern && looksLikePattern(command.name()) ? SERVER_ERROR : NOT_FOUND;
        }
        boolean allowed = command.isSet() ? ReadWrite.canWrite(readWrite.get()) : ReadWrite.canRead(readWrite.get());
        return allowed ? SERVER_ERROR : NOT_ALLOWED;
    }

    private static boolean looksLikePattern(String name) {
        return name.chars().anyMatch(letter -> ".*+?[](){}|^$\\".indexOf(letter) >= 0);
    }
}

package io.hearth.device.command;

import io.hearth.contracts.rest.ErrorKind;
import jakarta.inject.Singleton;

/** Reads that the service does by itself: what {@code GET} would answer, with nothing on the bus and nothing counted. */
@Singleton
public class Reads {
    private static final CommandSwitches SILENT = new CommandSwitches(false, true, false);

    private final Commands commands;

    Reads(Commands commands) {
        this.commands = commands;
    }

    /** What {@code GET /device/name/{device}/{command}} answers now. */
    public CommandOutcome read(String device, String command) {
        return commands.get(device, command, SILENT);
    }

    /** As {@link #read}, of a device that is DOWN: only what it answers itself counts, not what it had reported before. */
    public CommandOutcome readDown(String device, String command) {
        CommandOutcome outcome = commands.probe(device, command);
        return outcome instanceof CommandOutcome.Answered answered && !answered.heard()
                ? new CommandOutcome.Refused(ErrorKind.SERVICE_LOCKED, "device '" + device + "' is DOWN")
                : outcome;
    }

    /** Whether a device answers a read of this resource, also when it is DOWN; what it had reported before is no answer. */
    public boolean answers(String device, String resource) {
        return commands.probe(device, resource) instanceof CommandOutcome.Answered answered && answered.heard();
    }
}

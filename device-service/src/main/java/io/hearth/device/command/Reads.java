package io.hearth.device.command;

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

    /** Whether a device answers a read of this resource, also when it is DOWN; what it had reported before is no answer. */
    public boolean answers(String device, String resource) {
        return commands.probe(device, resource) instanceof CommandOutcome.Answered answered && answered.heard();
    }
}

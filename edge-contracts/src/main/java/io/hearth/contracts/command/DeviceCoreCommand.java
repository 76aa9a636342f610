package io.hearth.contracts.command;

import java.util.List;

/** The commands that a device takes (EdgeX core-command). */
public record DeviceCoreCommand(String deviceName, String profileName, List<CoreCommand> coreCommands) {}

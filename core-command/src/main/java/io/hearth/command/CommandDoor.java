package io.hearth.command;

import io.hearth.runtime.door.Door;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where core-command is found. */
final class CommandDoor {
    @Produces
    @Singleton
    static Door door(CommandConfig config) {
        return Door.of("core-command", config.port(), CommandDoor.class);
    }
}

package io.hearth.metadata.keeper;

import io.hearth.runtime.door.Door;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where core-keeper is found: at a port of its own beside core-metadata's. */
final class KeeperDoor {
    @Produces
    @Singleton
    static Door door(KeeperConfig config) {
        return Door.of("core-keeper", config.port(), KeeperDoor.class).besideAnother();
    }
}

package io.hearth.metadata;

import io.hearth.runtime.door.Door;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where core-metadata is found. */
final class MetadataDoor {
    @Produces
    @Singleton
    static Door door(MetadataConfig config) {
        return Door.of("core-metadata", config.port(), MetadataDoor.class);
    }
}

package io.hearth.coredata;

import io.hearth.runtime.door.Door;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The service as EdgeX clients know it. */
@Singleton
public class CoreData {
    /** EdgeX's service key. */
    public static final String KEY = "core-data";

    @Produces
    @Singleton
    Door door(DataConfig config) {
        return Door.of(KEY, config.port());
    }
}

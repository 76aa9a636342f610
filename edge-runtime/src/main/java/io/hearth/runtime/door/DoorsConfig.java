package io.hearth.runtime.door;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the doors are opened. */
@ConfigMapping(prefix = "hearth.doors")
public interface DoorsConfig {
    /**
     * Whether each service gets an HTTP server of its own on its door's port (the box), or the process's one HTTP port is
     * the door (a service by itself).
     */
    @WithDefault("false")
    boolean separate();

    /** Added to every separate door's port, so that a second box fits on one machine. */
    @WithDefault("0")
    int portOffset();

    /** How long a stop waits for the answers to requests that separate doors have taken. */
    @WithDefault("3s")
    Duration drainTimeout();

    /** The address that separate doors are bound to. */
    @WithDefault("${quarkus.http.host}")
    String host();
}

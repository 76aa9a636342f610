package io.hearth.device.convention.homie;

import io.smallrye.config.WithDefault;

/** The Homie convention, version 4: {@code hearth.device.conventions.homie.*}. */
public interface HomieConfig {
    /** Whether devices that speak Homie 4 are added. */
    @WithDefault("false")
    boolean enabled();

    /** Homie's base topic: its first levels. */
    @WithDefault("homie")
    String base();
}

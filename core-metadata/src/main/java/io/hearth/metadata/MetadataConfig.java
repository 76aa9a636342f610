package io.hearth.metadata;

import io.hearth.metadata.device.DeviceLimits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What can be set of core-metadata. */
@ConfigMapping(prefix = "hearth.metadata")
public interface MetadataConfig {
    /** The TCP port at which EdgeX clients look for core-metadata. */
    @WithDefault("59881")
    int port();

    /** Devices. */
    DeviceLimits device();
}

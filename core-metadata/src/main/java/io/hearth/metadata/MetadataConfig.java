package io.hearth.metadata;

import io.hearth.metadata.device.DeviceLimits;
import io.hearth.metadata.profile.ProfileConfig;
import io.hearth.metadata.uom.UomConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What can be set of core-metadata. */
@ConfigMapping(prefix = "hearth.metadata")
public interface MetadataConfig {
    /** The TCP port at which EdgeX clients look for core-metadata. */
    @WithDefault("59881")
    int port();

    /**
     * The longest device, profile, service or provision watcher, in bytes of its JSON text. Each is told whole to every
     * service that it concerns.
     */
    @WithDefault("4194304")
    int maxDocumentBytes();

    /** How many labels a device, profile, service or provision watcher may have; each is a list that it is kept in. */
    @WithDefault("1000")
    int maxLabels();

    /** Devices. */
    DeviceLimits device();

    /** Device profiles. */
    ProfileConfig profile();

    /** Units of measure. */
    UomConfig uom();
}

package io.hearth.device;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What is made known to core-metadata at start, from files: {@code hearth.device.provision.*}. */
public interface ProvisionConfig {
    /** EdgeX's {@code Device.ProfilesDir}: a folder, or the http(s) address of a JSON list of file names beside it. */
    Optional<String> profilesDir();

    /** EdgeX's {@code Device.DevicesDir}, likewise. */
    Optional<String> devicesDir();

    /** EdgeX's {@code Device.ProvisionWatchersDir}, likewise. */
    Optional<String> provisionWatchersDir();

    /** EdgeX's option {@code -op}: whether profiles that are there become as their files say. */
    @WithDefault("false")
    boolean overwriteProfiles();

    /** EdgeX's option {@code -od}: whether devices that are there become as their files say. */
    @WithDefault("false")
    boolean overwriteDevices();

    /** How long core-metadata may take for a request with many devices. */
    @WithDefault("60s")
    Duration timeout();

    /** EdgeX's {@code EDGEX_FILE_URI_TIMEOUT}: how long a file on another machine may take. */
    @WithDefault("15s")
    Duration fileUriTimeout();

    /** The largest file, in bytes; a larger one is left out. */
    @WithDefault("16777216")
    int maxFileBytes();
}

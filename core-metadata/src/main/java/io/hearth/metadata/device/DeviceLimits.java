package io.hearth.metadata.device;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of what is kept of devices and of asking their services. */
public interface DeviceLimits {
    /** EdgeX's {@code Writable.MaxDevices}: how many devices there may be; 0 is no limit. */
    @WithDefault("0")
    int maxDevices();

    /** EdgeX's {@code Writable.MaxResources}: how many resources all devices may have together; 0 is no limit. */
    @WithDefault("0")
    int maxResources();

    /** Asking device services whether they take a device. */
    Validation validation();

    /** Bounds of asking device services whether they take a device. */
    interface Validation {
        /** How many devices one service is asked about at once; an EdgeX service answers them one after another. */
        @WithDefault("64")
        int atOnce();

        /** For how long nobody may listen for a service before its devices are refused. */
        @WithDefault("500ms")
        Duration absence();

        /** How long all devices of one request may take together, however slowly their services answer. */
        @WithDefault("60s")
        Duration longest();
    }
}

package io.hearth.coredata.reported;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of telling which devices reported. */
public interface ReportedLimits {
    /** How often it is told. */
    @WithDefault("1s")
    Duration interval();

    /** Of how many devices it is kept until it is told; what the others report in between goes untold. */
    @WithDefault("100000")
    int maxDevices();

    /** How many devices one message holds. */
    @WithDefault("1000")
    int perMessage();
}

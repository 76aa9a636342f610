package io.hearth.rules.silence;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of silences. */
public interface SilenceConfig {
    /** How many silences there may be, those that are over and still kept among them. */
    @WithDefault("1000")
    int capacity();

    /** How long a silence that is over is still listed. */
    @WithDefault("7d")
    Duration kept();

    /** How long one silence may last. */
    @WithDefault("366d")
    Duration longest();

    /** The longest text that says why, in characters. */
    @WithDefault("1024")
    int commentLength();
}

package io.hearth.rules.stream;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of the live streams. */
public interface StreamConfig {
    /** How many clients may listen at once, to both streams together. */
    @WithDefault("100")
    int clients();

    /** How many events are kept in memory for clients that come back, for each stream. */
    @WithDefault("10000")
    int kept();

    /** How many events may wait for one client; one that falls behind farther is told so and its stream is closed. */
    @WithDefault("1000")
    int waiting();

    /** After how long without an event a client gets a comment, so that it and all between know the stream lives. */
    @WithDefault("15s")
    Duration heartbeat();
}

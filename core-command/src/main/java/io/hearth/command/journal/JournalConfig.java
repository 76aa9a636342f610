package io.hearth.command.journal;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What can be set of the journal. */
public interface JournalConfig {
    /** Whether reads are written down as well as what sets something. */
    @WithDefault("true")
    boolean reads();

    /** How many entries are kept; the oldest go first. */
    @WithDefault("50000")
    int maxEntries();

    /** How many octets the entries may take in Redis, about. */
    @WithDefault("67108864")
    long maxBytes();

    /** How long an entry is kept. */
    @WithDefault("720h")
    Duration maxAge();

    /** How much of what was set, and of what the device answered, is kept in an entry, in octets each; 0 for nothing. */
    @WithDefault("2048")
    int maxValueBytes();

    /** How long a command waits until it is written down; then it goes on, and is written down when Redis can. */
    @WithDefault("500ms")
    Duration patience();

    /**
     * How long the outcome of a command may wait for the beginning of the next, to be written in one round trip with it; a query of the
     * journal does not wait for that. Killed within this time, the command counts as of unknown outcome.
     */
    @WithDefault("20ms")
    Duration linger();

    /** How many entries may wait for Redis; one more is dropped and counted. */
    @WithDefault("10000")
    int queue();

    /** After how long a command that is still under way counts as unknown: whoever carried it out is gone. */
    @WithDefault("5m")
    Duration unknownAfter();
}

package io.hearth.device;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of understanding messages, {@code hearth.device.mapping}. */
public interface MappingConfig {
    /** The most parts (array elements, members, lines, records) of a message that is divided; more are dead-lettered. */
    @WithDefault("10000")
    int maxParts();

    /** The longest text, in characters, on which the patterns of {@code format: text} are run. */
    @WithDefault("65536")
    int maxPatternText();

    /** How long one JSONata expression may take; the first time, on a slow machine, takes much longer than the others. */
    @WithDefault("2s")
    Duration jsonataTimeout();

    /** How deep the steps and functions of one JSONata expression may be nested. */
    @WithDefault("100")
    int jsonataDepth();

    /** How far before its arrival a value may have been measured, by the device's own time, for that time to be believed. */
    @WithDefault("3650d")
    Duration maxPast();

    /** How far after its arrival, by clocks that differ. */
    @WithDefault("5m")
    Duration maxFuture();
}

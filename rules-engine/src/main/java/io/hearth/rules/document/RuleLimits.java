package io.hearth.rules.document;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Bounds of one rule document. */
public interface RuleLimits {
    /** The longest name, label or reference to a device, resource or command, in characters. */
    @WithDefault("256")
    int nameLength();

    /** The longest description, message, topic, URL or expression, in characters. */
    @WithDefault("4096")
    int descriptionLength();

    /** The most labels of a rule. */
    @WithDefault("64")
    int labels();

    /** The most actions in {@code then} and in {@code otherwise}. */
    @WithDefault("32")
    int actions();

    /** The longest values of one action, as JSON text, in characters. */
    @WithDefault("16384")
    int valuesLength();

    /** How deep {@code all} and {@code any} may be nested. */
    @WithDefault("8")
    int depth();

    /** The most conditions of a rule that are not {@code all} or {@code any}, and the most values of an expression. */
    @WithDefault("64")
    int conditions();

    /** The longest delay, window or other time. */
    @WithDefault("366d")
    Duration longestTime();

    /** The shortest time that an action may be valid for: within a shorter one it may not be tried even once. */
    @WithDefault("1s")
    Duration shortestValidity();

    /** The most readings in a window that counts readings. */
    @WithDefault("10000")
    int windowReadings();
}

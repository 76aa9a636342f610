package io.hearth.rules.document;

import io.smallrye.config.WithDefault;

/** Bounds of one rule document. */
public interface RuleLimits {
    /** The longest name, label or reference to a device, resource or command, in characters. */
    @WithDefault("256")
    int nameLength();

    /** The longest description, in characters. */
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
}

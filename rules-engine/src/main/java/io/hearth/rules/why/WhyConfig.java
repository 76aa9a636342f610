package io.hearth.rules.why;

import io.smallrye.config.WithDefault;

/** Bounds of what is kept about why rules did what they did. */
public interface WhyConfig {
    /** How many changes of state, decisions and outcomes of actions are kept for a rule and a device. */
    @WithDefault("50")
    int kept();

    /** For how many rules and devices; beyond that those go whose state has not changed for longest. */
    @WithDefault("20000")
    int histories();

    /** How many outcomes of actions may wait to be stored; beyond that the oldest are not. */
    @WithDefault("10000")
    int waiting();
}

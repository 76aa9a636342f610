package io.hearth.rules.figures;

import io.smallrye.config.WithDefault;

/** What is told of each rule: {@code hearth.rules.figures.*}. */
public interface FiguresConfig {
    /**
     * How many rules have metrics with a label of their own, those made first; what is counted of all others is told under
     * the label {@code other}. 0 for none: metrics of many rules cost who stores them more than they cost us.
     */
    @WithDefault("100")
    int labelledRules();
}

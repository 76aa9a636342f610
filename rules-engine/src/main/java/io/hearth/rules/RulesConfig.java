package io.hearth.rules;

import io.hearth.rules.action.ActionConfig;
import io.hearth.rules.document.RuleLimits;
import io.hearth.rules.engine.EvaluationConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings of the rules engine. */
@ConfigMapping(prefix = "hearth.rules")
public interface RulesConfig {
    /** The EdgeX port of the service. */
    @WithDefault("59720")
    int port();

    /** How many rules there may be. */
    @WithDefault("200000")
    int maxRules();

    /** How far ahead of this machine's clock a reading's origin may be; readings farther ahead are not evaluated. */
    @WithDefault("1h")
    Duration futureTolerance();

    /** The longest pause between two attempts to load what is stored, while Redis is away at the start. */
    @WithDefault("2s")
    Duration longestLoadRetry();

    /** Bounds of one rule document. */
    RuleLimits document();

    /** How rules are evaluated. */
    EvaluationConfig evaluation();

    /** How actions are done. */
    ActionConfig actions();
}

package io.hearth.rules;

import io.hearth.rules.action.ActionConfig;
import io.hearth.rules.alarm.AlarmConfig;
import io.hearth.rules.backtest.ReplayLimits;
import io.hearth.rules.book.BookConfig;
import io.hearth.rules.cel.CelLimits;
import io.hearth.rules.device.CatalogConfig;
import io.hearth.rules.document.RuleLimits;
import io.hearth.rules.engine.EvaluationConfig;
import io.hearth.rules.figures.FiguresConfig;
import io.hearth.rules.replica.ReplicaConfig;
import io.hearth.rules.silence.SilenceConfig;
import io.hearth.rules.stream.StreamConfig;
import io.hearth.rules.why.WhyConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;

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

    /** How rules are kept. */
    BookConfig book();

    /** How devices are known. */
    CatalogConfig catalog();

    /** What is told of each rule. */
    FiguresConfig figures();

    /** The time zone of schedules that name none. */
    @WithDefault("UTC")
    ZoneId timeZone();

    /** Bounds of trying rules and of back-tests. */
    ReplayLimits backtest();

    /** Bounds of expressions. */
    CelLimits cel();

    /** Bounds of one rule document. */
    RuleLimits document();

    /** Several replicas, of which one is at work. */
    ReplicaConfig replica();

    /** How rules are evaluated. */
    EvaluationConfig evaluation();

    /** How actions are done. */
    ActionConfig actions();

    /** Bounds of alarms. */
    AlarmConfig alarms();

    /** Bounds of silences. */
    SilenceConfig silences();

    /** Bounds of what is kept about why rules did what they did. */
    WhyConfig why();

    /** Bounds of the live streams. */
    StreamConfig stream();
}

package io.hearth.rules.backtest;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Bounds of trying rules and of back-tests. */
public interface ReplayLimits {
    /** Where core-data answers, without a path. */
    @WithDefault("http://localhost:59880")
    URI dataUrl();

    /** How long core-data may take to answer one request. */
    @WithDefault("10s")
    Duration dataTimeout();

    /** The largest answer that is taken from core-data, in bytes. */
    @WithDefault("67108864")
    long maxDataBytes();

    /** How many readings one request asks for; not more than core-data's own {@code Service.MaxResultCount}. */
    @WithDefault("1000")
    int pageSize();

    /** The most readings of one back-test. */
    @WithDefault("100000")
    int readings();

    /** The most devices of one back-test. */
    @WithDefault("1000")
    int devices();

    /** The most changes of state and firings of one back-test, and of one answer. */
    @WithDefault("10000")
    int steps();

    /** The longest time that a back-test may go over. */
    @WithDefault("366d")
    Duration longestSpan();

    /** How long one may take, without reading what it goes over. */
    @WithDefault("10s")
    Duration longestRun();

    /** How many may be under way at once; a further one gets 503. */
    @WithDefault("2")
    int concurrent();
}

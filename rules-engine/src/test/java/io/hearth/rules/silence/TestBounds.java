package io.hearth.rules.silence;

import java.time.Duration;

/** Small bounds. */
record TestBounds() implements SilenceConfig {
    @Override
    public int capacity() {
        return 10;
    }

    @Override
    public Duration kept() {
        return Duration.ofDays(1);
    }

    @Override
    public Duration longest() {
        return Duration.ofDays(30);
    }

    @Override
    public int commentLength() {
        return 20;
    }
}

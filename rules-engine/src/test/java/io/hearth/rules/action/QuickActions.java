package io.hearth.rules.action;

import java.time.Duration;

/** Settings under which actions are tried again soon. */
public record QuickActions(int maxAttempts, int capacity) implements ActionConfig {
    @Override
    public Duration timeout() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Duration firstRetry() {
        return Duration.ofMillis(5);
    }

    @Override
    public Duration longestRetry() {
        return Duration.ofMillis(20);
    }

    @Override
    public int inFlight() {
        return 8;
    }

    @Override
    public int failedKept() {
        return 10;
    }
}

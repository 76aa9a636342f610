package io.hearth.rules.action;

import java.time.Duration;
import java.util.function.IntSupplier;

/** Settings under which actions are tried again soon. */
public record QuickActions(IntSupplier attempts, int capacity) implements ActionConfig {
    public QuickActions(int maxAttempts, int capacity) {
        this(() -> maxAttempts, capacity);
    }

    @Override
    public int maxAttempts() {
        return attempts.getAsInt();
    }

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

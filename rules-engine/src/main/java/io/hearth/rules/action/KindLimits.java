package io.hearth.rules.action;

import java.time.Duration;

/**
 * The bounds of one kind of action.
 *
 * @param inFlight    how many attempts may be under way at once
 * @param maxAttempts after how many failed ones an action is given up; 0 for never
 * @param maxAge      for how long it is tried; zero for as long as it takes
 * @param capacity    how many may wait for one target
 */
record KindLimits(int inFlight, int maxAttempts, Duration maxAge, int capacity) {
    static KindLimits of(ActionConfig config, Deed.Kind kind) {
        return switch (kind) {
            case COMMAND -> new KindLimits(config.inFlight(), config.maxAttempts(), Duration.ZERO, config.capacity());
            case PUBLISH -> of(config.publish(), Duration.ZERO);
            case WEBHOOK -> of(config.webhook(), config.webhook().maxAge());
            case NOTIFY -> of(config.alerts(), Duration.ZERO);
            case WRITE -> of(config.write(), Duration.ZERO);
        };
    }

    private static KindLimits of(ActionConfig.KindConfig config, Duration maxAge) {
        return new KindLimits(config.inFlight(), config.maxAttempts(), maxAge, config.capacity());
    }

    boolean isTooOld(Duration age) {
        return maxAge.isPositive() && age.compareTo(maxAge) >= 0;
    }
}

package io.hearth.rules.action;

import java.time.Duration;

/** The bounds of one kind of action, as they are configured. */
record KindLimits(ActionConfig config, Deed.Kind kind) {
    /** Those of an action. */
    static KindLimits of(ActionConfig config, Intent intent) {
        return new KindLimits(config, intent.deed().kind());
    }

    /** How many attempts may be under way at once. */
    int inFlight() {
        return kind == Deed.Kind.COMMAND ? config.inFlight() : others().inFlight();
    }

    /** After how many failed attempts one is given up; 0 for never. */
    int maxAttempts() {
        return kind == Deed.Kind.COMMAND ? config.maxAttempts() : others().maxAttempts();
    }

    /** How many may wait for one target. */
    int capacity() {
        return kind == Deed.Kind.COMMAND ? config.capacity() : others().capacity();
    }

    /** For how long after its decision one is worth doing when its rule does not say; zero for always. */
    Duration validFor() {
        return kind == Deed.Kind.COMMAND ? config.validFor() : others().validFor();
    }

    /** Whether it was tried for too long. */
    boolean isTooOld(Duration age) {
        Duration most = kind == Deed.Kind.WEBHOOK ? config.webhook().maxAge() : Duration.ZERO;
        return most.isPositive() && age.compareTo(most) >= 0;
    }

    private ActionConfig.KindConfig others() {
        return switch (kind) {
            case COMMAND -> throw new IllegalStateException("commands have their own");
            case PUBLISH -> config.publish();
            case WEBHOOK -> config.webhook();
            case NOTIFY -> config.alerts();
            case WRITE -> config.write();
        };
    }
}

package io.hearth.rules.alarm;

import java.time.Duration;

/** Small bounds. */
record Quick(int capacity, int endedKept, int history) implements AlarmConfig {
    static final Quick BOUNDS = new Quick(1000, 100, 50);

    @Override
    public Duration endedAge() {
        return Duration.ofDays(30);
    }

    @Override
    public int commentLength() {
        return 100;
    }

    @Override
    public Duration longestShelving() {
        return Duration.ofDays(7);
    }

    @Override
    public Duration tick() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Duration limitedFor() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Duration patience() {
        return Duration.ofMillis(200);
    }
}

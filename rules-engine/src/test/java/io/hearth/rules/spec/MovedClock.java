package io.hearth.rules.spec;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that is moved by hand. */
public final class MovedClock extends Clock {
    private volatile Instant now;

    /** At this time. */
    public MovedClock(Instant now) {
        this.now = now;
    }

    /** Moves it. */
    public void to(Instant time) {
        now = time;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}

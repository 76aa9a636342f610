package io.hearth.rules.spec;

import io.hearth.rules.Given;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Gives the service a clock that is moved by hand and begins where the specification begins, in profiles that choose it. */
@Alternative
@Singleton
public final class SpecClock {
    @Produces
    @Singleton
    static Clock clock() {
        return new MovedClock(Given.NOW);
    }
}

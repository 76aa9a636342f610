package io.hearth.rules.replica;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Several replicas of the rules engine, of which one is at work. */
public interface ReplicaConfig {
    /** This replica's name, for people; absent when there is only one, which is at work without asking anybody. */
    @WithDefault("${hearth.bus.instance:}")
    Optional<String> instance();

    /** How long a replica that is not heard of stays in its place: so long nothing is evaluated after it was killed. */
    @WithDefault("5s")
    Duration lease();

    /** How often the one at work says that it is there. */
    @WithDefault("1s")
    Duration renew();

    /** How often those that stand by look whether the place is free. */
    @WithDefault("200ms")
    Duration look();
}

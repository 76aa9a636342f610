package io.hearth.rules.replica;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Several replicas of the rules engine, of which one is at work, or which share the devices among themselves. */
public interface ReplicaConfig {
    /** This replica's name, for people; absent when there is only one, which is at work without asking anybody. */
    @WithDefault("${hearth.bus.instance:}")
    Optional<String> instance();

    /**
     * Into how many shares the devices are divided, 1 to 64: the same for all replicas. Each share is looked after by one
     * replica at a time; with 1 one replica looks after all, and the others stand by.
     */
    @WithDefault("4")
    int shares();

    /**
     * Where this replica answers the others, which share devices with it, as {@code http://10.0.0.7:59720}; else its own
     * address and port.
     */
    Optional<String> url();

    /** How long a request waits for a share of the devices that nobody looks after yet. */
    @WithDefault("3s")
    Duration patience();

    /** How long another replica may take to answer what was passed on to it. */
    @WithDefault("60s")
    Duration answers();

    /** The longest request that is passed on to another replica, in octets. */
    @WithDefault("26214400")
    int passedOn();

    /** How long a change of rules waits until all replicas evaluate by it; those that do not by then do so later. */
    @WithDefault("2s")
    Duration told();

    /** How often a change of rules is made anew because another replica was faster, before it is refused (503). */
    @WithDefault("50")
    int tries();

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

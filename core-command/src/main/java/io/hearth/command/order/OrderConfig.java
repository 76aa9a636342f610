package io.hearth.command.order;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What can be set of the order of commands among replicas. */
public interface OrderConfig {
    /**
     * Whether replicas take turns at a device; to be set on all of them when there are more than one. A command then costs two
     * more round trips to Redis, and is refused while Redis is away.
     */
    @WithDefault("false")
    boolean acrossReplicas();

    /** After how long without a sign of life a replica's place in the queue is taken from it. */
    @WithDefault("15s")
    Duration lease();
}

package io.hearth.runtime.bus;

import io.smallrye.mutiny.Multi;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.reactive.messaging.Message;

/** The connection of one channel, which comes back by itself until it is closed. */
interface Link {
    /** Who is told how it stands. */
    interface Watcher {
        void connected();

        void lost(String reason);

        /** Whether to come back after that: not when another has the place. */
        boolean wanted();
    }

    /** What comes, for one subscriber; {@link Message#ack} is the acknowledgement to the broker. */
    Multi<Message<byte[]>> messages();

    /** Connects, now or later; after {@link #messages} has its subscriber. */
    void connect();

    /** Whether it is connected now. */
    boolean isConnected();

    /** Subscribes with QoS 1; fails when the broker refuses. */
    CompletableFuture<?> subscribe(String filter);

    /**
     * Leaves the broker, not to come back: it would acknowledge and drop what the broker has kept. Done when nothing can come any
     * more; a second call changes nothing.
     */
    CompletableFuture<?> leave();
}

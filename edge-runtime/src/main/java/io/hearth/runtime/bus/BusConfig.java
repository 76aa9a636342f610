package io.hearth.runtime.bus;

import io.hearth.runtime.mqtt.AccessConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The message bus: EdgeX's topics on an MQTT broker. */
@ConfigMapping(prefix = BusConfig.PREFIX)
public interface BusConfig extends AccessConfig {
    /** What the settings' names begin with. */
    String PREFIX = "hearth.bus";

    /** The broker's host. */
    @WithDefault("localhost")
    String host();

    /** The broker's port. */
    @WithDefault("1883")
    int port();

    /**
     * The name of this process among the replicas of its service, the same again after a restart; absent when there is only
     * one. It becomes a part of the client ids, since a broker throws out the one who has an id when another comes with it.
     */
    Optional<String> instance();

    /** The first topic level(s) of everything on the bus, EdgeX's {@code BaseTopicPrefix}. */
    @WithDefault("edgex")
    String baseTopic();

    /** Whether names are percent-encoded in topics, EdgeX's {@code Service.EnableNameFieldEscape}. */
    @WithDefault("false")
    boolean enableNameFieldEscape();

    /** How long a request waits for its reply, EdgeX's {@code Service.RequestTimeout}. */
    @WithDefault("5s")
    Duration requestTimeout();

    /**
     * How long requests are kept for a service that is away, whoever sent them: it should be no longer than askers wait. 0
     * keeps nothing; a fraction of a second counts as a whole one with the broker.
     */
    @WithDefault("5s")
    Duration keepRequests();

    /**
     * How long after its last request a process goes on listening to the replies of a service, so that the next one need not wait for the
     * subscription; when others' replies come after that, it does not any more.
     */
    @WithDefault("10s")
    Duration keepReplies();

    /**
     * How long a request that is not answered yet may hold back the acknowledgements of more than ten that came after it; then
     * it is acknowledged all the same, and does not come again should the service be killed before it has answered.
     */
    @WithDefault("500ms")
    Duration maxHoldBack();

    /**
     * Where a service notes that it is alive, for its successor on the same machine: only it takes over what was kept. A
     * folder of this user's alone, in the system's temporary one when absent; where it cannot be made, nothing that was kept is
     * taken over.
     */
    Optional<Path> runDir();

    /** How many publishes may wait for the broker's acknowledgement at once. */
    @WithDefault("10000")
    int maxUnacknowledged();

    /** How long a publish may wait for the broker's acknowledgement before it counts as failed. */
    @WithDefault("10s")
    Duration publishTimeout();

    /** Keep-alive of our own connections. */
    @WithDefault("10s")
    Duration keepAlive();

    /** The longest pause between two attempts to reach the broker. */
    @WithDefault("5s")
    Duration maxReconnectDelay();

    /** Messages that wait in Redis for the broker. */
    Outbox outbox();

    /** Bounds of one step of an outbox. */
    interface Outbox {
        /** How many messages go out before their acknowledgements are waited for. */
        @WithDefault("500")
        int batch();

        /** After how many octets such a step is full, however few messages it has. */
        @WithDefault("4194304")
        long batchOctets();
    }

    /** Consumption of durable subscriptions. */
    Consumer consumer();

    /** Bounds of one durable subscription. */
    interface Consumer {
        /** How many messages may be decoded and waiting, per subscription. */
        @WithDefault("10000")
        int queue();

        /** How many octets of payload may be waiting, per subscription, about; one message in any case. */
        @WithDefault("67108864")
        long queueOctets();

        /** How many messages one batch holds at most. */
        @WithDefault("1000")
        int batch();

        /** After how many octets a batch is full, however few messages it has. */
        @WithDefault("16777216")
        long batchOctets();

        /** The longest pause before a batch that could not be stored is tried again. */
        @WithDefault("5s")
        Duration maxRetryDelay();
    }
}

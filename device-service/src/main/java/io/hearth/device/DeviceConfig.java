package io.hearth.device;

import io.hearth.device.convention.ConventionsConfig;
import io.hearth.device.reply.ReplyConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What can be set of the device service. */
@ConfigMapping(prefix = "hearth.device")
public interface DeviceConfig {
    /**
     * The name of this instance, where several device services are beside each other (EdgeX's option {@code -i} and
     * {@code EDGEX_INSTANCE_NAME}); none when it is the only one, or the first.
     */
    @WithDefault("${edgex.instance.name:}")
    Optional<String> instance();

    /** Not to be set: {@code device-mqtt}, or {@code device-mqtt_<instance>} ({@link InstanceSettings}). */
    @WithDefault(ServiceKey.BASE)
    ServiceKey serviceKey();

    /** The TCP port at which EdgeX clients look for the device service. */
    @WithDefault("59982")
    int port();

    /** How core-command and others reach this service; told to core-metadata at start. */
    @WithDefault("http://localhost:59982")
    String baseAddress();

    /** Where core-metadata answers, without a path. */
    @WithDefault("http://localhost:59881")
    URI metadataUrl();

    /** How long core-metadata may take for a whole answer. */
    @WithDefault("5s")
    Duration metadataTimeout();

    /** The largest answer that is taken from core-metadata, in bytes: a page of devices, or a profile. */
    @WithDefault("67108864")
    long maxMetadataBytes();

    /** How often all devices and profiles are read again, should a change have gone unheard. */
    @WithDefault("10m")
    Duration refreshInterval();

    /** Where the service keeps what must outlive it: times of arrival, and what it subscribed to. */
    @WithDefault(".hearth/${hearth.device.service-key:device-mqtt}")
    Path dataDir();

    /** The broker of the devices that name no other, {@code default}. */
    Mqtt mqtt();

    /** More brokers of devices, by the name that {@code protocols.mqtt.broker} has. */
    Map<String, Mqtt> brokers();

    /** Bounds of what devices send. */
    Payload payload();

    /** Bounds of understanding messages. */
    MappingConfig mapping();

    /** Commands to devices. */
    Command command();

    /** What is in a reading. */
    Reading reading();

    /** What EdgeX's section {@code Device} has for values and commands. */
    @WithParentName
    ValueConfig values();

    /** Replies of devices to commands. */
    ReplyConfig reply();

    /** The order of writes to one device. */
    OrderConfig order();

    /** Readings at a fixed rate. */
    AutoEventConfig autoEvent();

    /** Devices that nobody has told of. */
    DiscoveryConfig discovery();

    /** Profiles, devices and provision watchers from files. */
    ProvisionConfig provision();

    /** Metrics on the bus. */
    TelemetryConfig telemetry();

    /** When the service sets devices DOWN and UP by itself. */
    StateConfig state();

    /** Who is online. */
    OnlineConfig online();

    /** Conventions by which devices tell of themselves. */
    ConventionsConfig conventions();

    /** The connection to the devices' broker. */
    interface Mqtt extends BrokerConfig {
        /** The broker's host; the bus's unless set. */
        @WithDefault("${hearth.bus.host:localhost}")
        String host();

        /** The broker's port; the bus's unless set. */
        @WithDefault("${hearth.bus.port:1883}")
        int port();

        /**
         * The client id. The broker keeps what devices send while we are away under it: never changed, never shared. When
         * absent it is the service's key and {@code -devices}, {@code device-mqtt-devices}, with {@code -<name>} behind it where
         * the broker has a name.
         */
        Optional<String> clientId();

        /** How long the broker keeps our session while we are away, at most 136 years. */
        @WithDefault("168h")
        Duration sessionExpiry();

        /** Keep-alive of the connection. */
        @WithDefault("30s")
        Duration keepAlive();

        /** The longest pause between two attempts to reach the broker. */
        @WithDefault("5s")
        Duration maxReconnectDelay();

        /** How long the broker may take to accept a connection, and again to answer our CONNECT, before it is tried anew. */
        @WithDefault("20s")
        Duration connectTimeout();

        /** EdgeX's default topic: after the fixed part come device and source. Empty: none. */
        @WithDefault("incoming/data/#")
        Optional<String> incomingTopic();

        /** How many messages may be received and not yet on the bus; the broker keeps the others. */
        @WithDefault("10000")
        int maxInFlight();

        /** How many octets of payload these may have together, about; one message in any case. */
        @WithDefault("67108864")
        long maxInFlightOctets();

        /** How many messages are put on the bus before their acknowledgements are waited for. */
        @WithDefault("1000")
        int batch();

        /** The longest pause before a message that the bus did not take is tried again. */
        @WithDefault("5s")
        Duration maxRetryDelay();

        /**
         * Whether the broker puts the time of arrival on each message (user property {@code hearth-origin}, Unix ns), as
         * the box's does. Only true where clients cannot set the property themselves.
         */
        @WithDefault("false")
        boolean brokerStampsOrigin();
    }

    /** Bounds of what devices send. */
    interface Payload {
        /** The largest payload, in bytes; a larger one is dead-lettered. */
        @WithDefault("262144")
        int maxBytes();

        /** How deep JSON may be nested. */
        @WithDefault("100")
        int maxDepth();

        /** How many bytes of a payload a dead letter keeps; only what is kept whole can be replayed from core-data's list. */
        @WithDefault("65536")
        int excerptBytes();

        /** How many last readings are kept per device, to answer reads. */
        @WithDefault("1000")
        int lastReadingsPerDevice();
    }

    /** What is in a reading. */
    interface Reading {
        /** EdgeX's {@code Writable.Reading.ReadingUnits}: whether readings carry their unit; can change while the service runs. */
        @WithDefault("true")
        boolean readingUnits();
    }

    /** Commands to devices. */
    interface Command {
        /** How long the devices' broker may take to acknowledge a command; less than the 5 s that core-command waits. */
        @WithDefault("4s")
        Duration timeout();

        /** How long a command's outcome is remembered: the same command id acts once and is answered the same. */
        @WithDefault("10m")
        Duration idWindow();

        /** How many are remembered at most; one more is refused when all are under way, or may yet reach their devices. */
        @WithDefault("10000")
        int maxRemembered();

        /** How many events of commands may wait for the bus; past it the oldest is given up. */
        @WithDefault("10000")
        int maxPendingEvents();
    }
}

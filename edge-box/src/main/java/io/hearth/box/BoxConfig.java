package io.hearth.box;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What can be set of the box: {@code hearth.box.*}, or {@code HEARTH_BOX_*} in the environment. */
@ConfigMapping(prefix = "hearth.box")
public interface BoxConfig {
    /** The folder that holds everything that must survive: the broker's journal, Redis' files, logs. */
    @WithDefault("${HEARTH_DATA:.hearth}")
    Path data();

    /** The address that everything is bound to. */
    @WithDefault("127.0.0.1")
    String host();

    /** Added to every port, so that a second box fits on one machine; may be negative. */
    @WithDefault("${HEARTH_PORT_OFFSET:0}")
    int portOffset();

    /** The front door's port, before the offset. */
    @WithDefault("4000")
    int port();

    /** How much room the data folder's disk must have; below it the box does not start and the broker takes nothing in. */
    @WithDefault("200M")
    MemorySize minFreeDisk();

    /** How long the services may take to be ready before the start counts as failed. */
    @WithDefault("30s")
    Duration readyTimeout();

    /** How long a stop may take before the rest is ended without waiting. */
    @WithDefault("9s")
    Duration stopTimeout();

    /** The embedded broker, or the one to use instead. */
    Broker broker();

    /** The redis-server beside the box, or the one to use instead. */
    Redis redis();

    /** The broker. The bounds hold for the embedded one only. */
    interface Broker {
        /** {@code HOST:PORT} of a broker to use instead of the embedded one. */
        Optional<Server> external();

        /** The embedded broker's MQTT port, before the offset. */
        @WithDefault("1883")
        int port();

        /** The one user that may connect; without it everybody may, which is meant for loopback. */
        Optional<String> user();

        /** That user's password. */
        Optional<String> password();

        /** The largest MQTT packet taken in. */
        @WithDefault("32M")
        MemorySize maxPacket();

        /** Messages waiting in memory for one subscription; more of them wait on disk. */
        @WithDefault("8M")
        MemorySize maxMemoryPerSubscription();

        /** Messages waiting in memory in all; more of them wait on disk. */
        @WithDefault("64M")
        MemorySize maxMemory();

        /** Messages waiting on disk for one subscription; past it publishers are refused, nothing acknowledged is dropped. */
        @WithDefault("1G")
        MemorySize maxDiskPerSubscription();

        /** How many messages may be on their way to one client that sets no limit of its own. */
        @WithDefault("1000")
        int maxInFlight();

        /** After how long an absent client's session is forgotten with all that waits for it; never when absent. */
        Optional<Duration> sessionExpiry();

        /** The size of one file of the journal. A start reads whole files, however little is in them. */
        @WithDefault("1M")
        MemorySize journalFile();

        /** The longest that a message waits for others to share its write to the journal. */
        @WithDefault("0.0005s")
        Duration journalDelay();

        /** How far the last stamp of the previous run may be ahead of the clock and still be gone on from. */
        @WithDefault("1h")
        Duration maxClockStep();

        /**
         * Whether the broker tells on {@code $SYS/brokers/hearth/clients/{client}/connected} and {@code .../disconnected} which
         * clients come and go, and the device service sets their devices UP and DOWN by it. Off by default: it is one message more for
         * each connection.
         */
        @WithDefault("false")
        boolean clientNotices();

        /** Of how many clients, those told of last, the broker keeps in memory where their notices go. */
        @WithDefault("10000")
        int maxToldClients();

        /**
         * For how long a client that subscribes while a retained message is replaced is sent the message again, should it be
         * replaced again and again meanwhile.
         */
        @WithDefault("10s")
        Duration retainedPatience();

        /** Threads that serve the connections. */
        @WithDefault("4")
        int threads();
    }

    /** Redis. The bounds hold for the one that the box starts only. */
    interface Redis {
        /** {@code HOST:PORT} of a Redis to use instead of one started by the box. */
        Optional<Server> external();

        /** The port of the redis-server beside the box, before the offset. */
        @WithDefault("6379")
        int port();

        /** The password of the external Redis. */
        @WithDefault("${HEARTH_REDIS_PASSWORD:}")
        Optional<String> password();

        /** The program to start; without it the one on the PATH, else one that the box carries. */
        Optional<Path> program();

        /** How much memory Redis may use; past it writes are refused and what is acknowledged waits in the broker. */
        @WithDefault("1G")
        MemorySize maxMemory();

        /** How long loading its files may take. */
        @WithDefault("60s")
        Duration startTimeout();

        /** The longest pause before a redis-server that ended is started again. */
        @WithDefault("5s")
        Duration maxRestartDelay();
    }
}

package io.hearth.rules.action;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How actions are done. What is said here of attempts is for commands; the other kinds have their own. */
public interface ActionConfig {
    /** How long core-command has to answer one attempt. */
    @WithDefault("10s")
    Duration timeout();

    /** The pause after the first failed attempt; it doubles with each one that follows, with jitter. */
    @WithDefault("200ms")
    Duration firstRetry();

    /** The longest pause between two attempts. */
    @WithDefault("30s")
    Duration longestRetry();

    /** After how many failed attempts an action is given up; 0 for never. */
    @WithDefault("0")
    int maxAttempts();

    /**
     * For how long after its decision a command is worth doing when its rule does not say; then it is given up. 0 for always.
     * It begins anew each time that core-command says not now: while a person holds the device, or a least time on or off runs.
     */
    @WithDefault("5m")
    Duration validFor();

    /** How many actions may wait; beyond that the oldest one of the device with the most waiting is given up. */
    @WithDefault("100000")
    int capacity();

    /** How many attempts at commands may be under way at once, each of another line: of a device, or of a command set aside. */
    @WithDefault("256")
    int inFlight();

    /** How many of the actions given up last are kept to be looked at. */
    @WithDefault("1000")
    int failedKept();

    /** How many characters may be filled into the placeholders of one action; beyond that it is refused. */
    @WithDefault("262144")
    int filledLength();

    /** Messages on the broker. */
    PublishConfig publish();

    /** HTTP requests. */
    WebhookConfig webhook();

    /** Notices for people. */
    AlertConfig alerts();

    /** Readings. */
    WriteConfig write();

    /** Proofs that devices obeyed. */
    ProofConfig confirm();

    /** Rules that feed their own conditions. */
    LoopConfig loops();

    /** Bounds of a kind other than commands. */
    interface KindConfig {
        /** How many attempts may be under way at once, each for another target. */
        @WithDefault("32")
        int inFlight();

        /** After how many failed attempts one is given up; 0 for never. */
        @WithDefault("0")
        int maxAttempts();

        /** For how long after its decision one is worth doing when its rule does not say; then it is given up. 0 for always. */
        @WithDefault("0s")
        Duration validFor();

        /** How many may wait for one target: a topic, a host, a device; beyond that the oldest one is given up. */
        @WithDefault("10000")
        int capacity();
    }

    /** Messages on the broker. */
    interface PublishConfig extends KindConfig {
        /** Whether topics of the bus itself are allowed: whoever may write rules may then say what any device says. */
        @WithDefault("false")
        boolean allowBusTopics();

        /** The longest topic, in bytes. */
        @WithDefault("1024")
        int topicLength();

        /** The longest payload, in bytes. */
        @WithDefault("262144")
        int payloadLength();
    }

    /** HTTP requests. */
    interface WebhookConfig extends KindConfig {
        /**
         * Where requests may go: {@code hooks.example.com} for the usual port, {@code hooks.example.com:8443}, {@code
         * hooks.example.com:*} for any, {@code *.example.com} for all below. None unless said.
         */
        Optional<List<String>> allowedHosts();

        /**
         * Networks that are allowed though they are not public, as {@code 192.168.1.0/24}: loopback, private, link-local and
         * other special addresses are refused unless they are in one of these, whatever name stands for them.
         */
        Optional<List<String>> allowedNetworks();

        /** Whether http is allowed beside https. */
        @WithDefault("false")
        boolean allowHttp();

        /** How long one attempt may take unless the rule says: looking up the name, connecting, asking, the answer. */
        @WithDefault("10s")
        Duration timeout();

        /** The longest time that a rule may say. */
        @WithDefault("1m")
        Duration longestTimeout();

        /** How many bytes of an answer are read, and dropped, before the connection is closed. */
        @WithDefault("65536")
        int answerLength();

        /** The longest body, in bytes. */
        @WithDefault("262144")
        int bodyLength();

        /** The longest pause that an answer may ask for (Retry-After). */
        @WithDefault("10m")
        Duration longestRetryAfter();

        /** For how long a request that fails is tried since the first attempt; 0 for as long as it takes. */
        @WithDefault("1h")
        Duration maxAge();
    }

    /** Notices for people. */
    interface AlertConfig extends KindConfig {
        /** Where they are published. */
        @WithDefault("system/alerts")
        String topic();
    }

    /** Readings. */
    interface WriteConfig extends KindConfig {
        /** The profile that events name when the device's is not known. */
        @WithDefault("rules-engine")
        String profile();
    }

    /** Proofs that devices obeyed. */
    interface ProofConfig {
        /** How much older than the command the reading may seem that proves it: clocks differ. */
        @WithDefault("1s")
        Duration clockTolerance();

        /** How many proofs may be waited for at once; what is beyond is read from the device when its time is over. */
        @WithDefault("10000")
        int capacity();
    }

    /** Rules that feed their own conditions. */
    interface LoopConfig {
        /** How often a rule may fire in {@link #within} because of what it did itself, for each device. */
        @WithDefault("20")
        int firings();

        /** For how long a reading may come of an action, and firings are counted. */
        @WithDefault("1m")
        Duration within();

        /** Of how many devices and resources that rules acted on it is remembered which rules did. */
        @WithDefault("10000")
        int remembered();
    }
}

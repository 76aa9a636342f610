package io.hearth.coredata;

import io.hearth.coredata.reported.ReportedLimits;
import io.hearth.coredata.telemetry.TelemetryConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** The settings of core-data. Every bound of the service is here. */
@ConfigMapping(prefix = "hearth.data")
public interface DataConfig {
    /** The door: the TCP port on which EdgeX clients look for core-data. */
    @WithDefault("59880")
    int port();

    /** EdgeX's {@code MaxEventSize}: the largest event a request may carry, in KB; 0 is no limit. */
    @WithDefault("25000")
    int maxEventSize();

    /** EdgeX's {@code Writable.PersistData} at start: whether events are kept, or only checked and published. */
    @WithDefault("true")
    boolean persistData();

    /** How events are kept. */
    Store store();

    /** Events posted by REST, on their way to the bus. */
    Posted posted();

    /** How events are removed. */
    Removal removal();

    /** EdgeX's {@code Retention}: how long events are kept. */
    Retention retention();

    /** The most that all events together may take. */
    Cap cap();

    /** Where the devices and their AutoEvents are known. */
    Metadata metadata();

    /** How much a query may take at a time, so that it never holds up what comes in. */
    Query query();

    /** Ranges that are streamed whole. */
    Export export();

    /** Chart data. */
    Series series();

    /** Current values as a live stream. */
    Latest latest();

    /** What could not be read, kept for people to look at. */
    DeadLetters deadLetters();

    /** Metrics on the bus. */
    TelemetryConfig telemetry();

    /** Telling which devices reported. */
    ReportedLimits reported();

    /** How events are kept. */
    interface Store {
        /** Most shapes (profile, source, resources, units, tags) of a device that are kept once; past it each event carries its own. */
        @WithDefault("64")
        int shapes();

        /** Octets of the largest shape that is kept once. */
        @WithDefault("8192")
        int shapeOctets();

        /** Most events in one call of the script, during which Redis does nothing else. */
        @WithDefault("200")
        int eventsPerCall();

        /**
         * How far ahead of now an event's origin may be for the event to go into its device's stream, which takes only what is
         * newer than all it has. One that is farther ahead is kept beside it, so that it does not send all that follow it there:
         * that takes four times the memory. Devices whose clocks are wrong by a time zone are within the default.
         */
        @WithDefault("15h")
        Duration ahead();

        /**
         * How far apart batches of events from the bus begin at least, unless a whole batch waits already. An event that comes after a longer
         * pause is stored at once. What a batch costs is the same for one event and for some: round trips, a sync of Redis' file, and
         * wakings of all who take part.
         */
        @WithDefault("5ms")
        Duration rest();

        /** Statistics for charts, kept longer than the events. */
        Rollups rollups();
    }

    /** How events are removed. */
    interface Removal {
        /** Most events that are looked at in one call of the script, during which Redis does nothing else. */
        @WithDefault("250")
        int chunk();

        /** Octets of events after which a call of the script ends, however few they were; they are copied within Redis. */
        @WithDefault("1048576")
        int chunkOctets();

        /** How often it is looked whether something is to be removed or freed, when nobody has asked for it just now. */
        @WithDefault("1s")
        Duration interval();

        /**
         * How many events are looked at for the next newest one when somebody deletes the newest of its kind by id. When none
         * is found there, its resources have no latest value until the next event.
         */
        @WithDefault("20000")
        int lookedBack();

        /** How long those who follow the latest values can still learn that a device has no events any more. */
        @WithDefault("1d")
        Duration leftKnown();

        /** How long a process that removes may be silent before another one takes over. */
        @WithDefault("30s")
        Duration lock();
    }

    /** EdgeX's {@code Retention}: how long events are kept. Durations are Go texts such as {@code 10m} or {@code 168h}. */
    interface Retention {
        /** How often old events are looked for; 0 and less for never. */
        @WithDefault("10m")
        String interval();

        /** Below so many events of a device's source none of them is removed; negative: no such bound. */
        @WithDefault("-1")
        long defaultMaxCap();

        /** So many of the expired events of a device's source stay, the newest; negative: none. */
        @WithDefault("1")
        long defaultMinCap();

        /** What is older has expired; 0 and less: by number only. */
        @WithDefault("168h")
        String defaultDuration();

        /** EdgeX's {@code Writable.EventPurge}: whether the data of a device goes when the device is deleted. */
        @WithDefault("false")
        boolean eventPurge();
    }

    /** The most that all events together may take; beyond it the oldest go, whatever retention would keep. */
    interface Cap {
        /** In octets of Redis' memory, for events with their index and roll-ups; 0 for no such bound. */
        @WithDefault("0")
        long bytes();

        /** Which share of Redis' {@code maxmemory}, where that is set, all of Redis may take before the oldest events go. */
        @WithDefault("0.9")
        double maxmemoryShare();

        /** How often it is measured what the events take, which goes through all devices. */
        @WithDefault("30s")
        Duration measureInterval();
    }

    /** Chart data. */
    interface Series {
        /** Most points of a series. */
        @WithDefault("5000")
        int points();

        /** Most events that are read for a series finer than minutes; it is made of minutes when there are more. */
        @WithDefault("20000")
        int events();
    }

    /** Current values as a live stream. */
    interface Latest {
        /** Most clients of this process that may listen at once; one more is answered 503. */
        @WithDefault("100")
        int clients();

        /** How often it is looked what has changed, while somebody listens. */
        @WithDefault("100ms")
        Duration interval();

        /** After how long without a message a client gets a comment, so that it and all between know the stream lives. */
        @WithDefault("15s")
        Duration heartbeat();
    }

    /** Where the devices and their AutoEvents are known. */
    interface Metadata {
        /** Where core-metadata answers, without a path. */
        @WithDefault("http://localhost:59881")
        URI url();

        /** How long a whole answer may take. */
        @WithDefault("5s")
        Duration timeout();

        /** The largest answer that is taken, in bytes: a page of devices, as many as core-metadata's MaxResultCount allows. */
        @WithDefault("67108864")
        long maxAnswerBytes();
    }

    /** Statistics of each numeric resource per minute and per hour, for charts. */
    interface Rollups {
        /** Whether they are made. */
        @WithDefault("true")
        boolean enabled();

        /** How long those of minutes are kept. */
        @WithDefault("31d")
        Duration minutes();

        /** How long those of hours are kept. */
        @WithDefault("1830d")
        Duration hours();
    }

    /** Events posted by REST, on their way to the bus. */
    interface Posted {
        /** Most that wait in Redis while the broker is away; a further one is answered 503. */
        @WithDefault("100000")
        int waiting();

        /** Most octets that they may have together. */
        @WithDefault("67108864")
        long waitingOctets();
    }

    /** How much a query may take at a time, so that it never holds up what comes in. */
    interface Query {
        /** Queries that read from Redis at the same time; fewer than connections in the pool, so that some are left for writing. */
        @WithDefault("8")
        int concurrent();

        /** How long a query waits for its turn before it is answered 503. */
        @WithDefault("2s")
        Duration patience();

        /** Most events read from one device in one round trip. */
        @WithDefault("500")
        int chunk();

        /** Shapes of events that are kept parsed; past it all are forgotten and parsed anew. */
        @WithDefault("4096")
        int knownShapes();

        /**
         * Devices of which is remembered how often they report, to read about as much of each as lists of all need, and how far
         * their readings are from their events.
         */
        @WithDefault("10000")
        int knownRates();

        /** Events in a part whose counts are remembered: totals of time ranges are made of such parts. */
        @WithDefault("4000")
        int countedEvents();

        /** How many parts are remembered, some 300 octets each. */
        @WithDefault("50000")
        int countedBlocks();

        /** Fewest events of a device of which parts are remembered; fewer are simply counted. */
        @WithDefault("20000")
        int countedFrom();

        /**
         * How far a reading's origin may be from its event's and still count: lists and ranges of readings go by their own
         * origins, which are looked for so far from where their events stand. One that is farther stands at this distance.
         */
        @WithDefault("1h")
        Duration readingSkew();

        /**
         * Octets of readings that one query may hold until it is their turn, since they came with events of another time. Past
         * it they are read again.
         */
        @WithDefault("8388608")
        long waitingOctets();

        /** Octets that a round trip should stay below: events larger than expected make the next one shorter. */
        @WithDefault("4194304")
        int chunkOctets();
    }

    /** Ranges that are streamed whole. */
    interface Export {
        /** Exports that run at the same time; a further one is answered 503. */
        @WithDefault("2")
        int concurrent();

        /** How long a client may take to receive a piece (64 KiB) before its export is broken off and makes room for others. */
        @WithDefault("1m")
        Duration stall();
    }

    /** What could not be read, kept for people to look at. */
    interface DeadLetters {
        /** How many are kept; the oldest go first. */
        @WithDefault("10000")
        int max();

        /** How many octets all of them may have together; the oldest go first. */
        @WithDefault("67108864")
        int maxOctets();

        /** How many octets of the payload are kept; only a letter whose whole payload is kept can be replayed. */
        @WithDefault("65536")
        int payloadOctets();

        /** How many octets of a payload a list shows; the letter by itself has all that is kept. */
        @WithDefault("4096")
        int listedOctets();
    }
}

package io.hearth.coredata;

import io.hearth.coredata.reported.ReportedLimits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
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

    /** How much a query may take at a time, so that it never holds up what comes in. */
    Query query();

    /** Ranges that are streamed whole. */
    Export export();

    /** What could not be read, kept for people to look at. */
    DeadLetters deadLetters();

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

        /** Statistics for charts, kept longer than the events. */
        Rollups rollups();
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
        /** Most that wait in Redis while the broker is away, about; the oldest go first. */
        @WithDefault("100000")
        int waiting();
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

        /** Octets that a round trip should stay below: events larger than expected make the next one shorter. */
        @WithDefault("4194304")
        int chunkOctets();
    }

    /** Ranges that are streamed whole. */
    interface Export {
        /** Exports that run at the same time; a further one is answered 503. */
        @WithDefault("2")
        int concurrent();
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

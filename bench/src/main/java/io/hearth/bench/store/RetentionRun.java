package io.hearth.bench.store;

import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.Topics;
import io.hearth.contracts.metadata.Retention;
import io.hearth.contracts.metadata.SystemEvent;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;

/**
 * What removes events in the background, each beside a device service that goes on sending: how much goes in which time, and
 * how long Redis lets others wait meanwhile. {@code ./hearth bench store retention [readings]}.
 */
final class RetentionRun {
    private static final Retention RULE = new Retention(5_000, 1_000, "48h");
    private static final long RATE = 1_000;
    private static final long QUIET_MILLIS = 5_000;
    private static final long LONGEST_MILLIS = 300_000;
    private static final double ROOM = 1.05;

    private final long events;
    private final Fleet fleet;
    private final Metadata metadata = new Metadata();

    RetentionRun(long events, Fleet fleet) {
        this.events = events;
        this.fleet = fleet;
    }

    void run() throws Exception {
        try (metadata;
                Setup setup = new Setup(
                        "hearth.data.metadata.url=" + metadata.url(),
                        "hearth.data.retention.interval=2s",
                        "hearth.data.retention.event-purge=true")) {
            double seconds = setup.through(fleet, 0, events);
            System.out.printf(
                    "%n%,d readings stored (%.0f s), then removed while %,d readings a second come in%n",
                    events * Fleet.READINGS, seconds, RATE * Fleet.READINGS);
            List<String> devices = Stream.concat(
                            Stream.of(Fleet.BUSY), IntStream.range(0, 50).mapToObj(i -> "sensor-" + i))
                    .toList();
            try (Sender sender = new Sender(setup)) {
                row(setup, "nothing is removed", "none", QUIET_MILLIS, () -> Thread.sleep(QUIET_MILLIS));
                row(setup, "removed by hard cap", "cap", LONGEST_MILLIS, () -> limit(setup));
                row(
                        setup,
                        "removed by retention rule",
                        "retention",
                        LONGEST_MILLIS,
                        () -> metadata.answer(devices, RULE));
                row(setup, "freed with their device", "device", LONGEST_MILLIS, () -> sender.deleted(Fleet.BUSY));
            }
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Begins to remove, and waits until nothing more goes; until something goes it waits so many ms. */
    private void row(Setup setup, String what, String why, long patience, Step begin) throws Exception {
        String metric = "hearth_events_removed_total{why=\"" + why + "\"";
        long before = setup.coreData.counter(metric);
        try (Stalls stalls = new Stalls(setup.redis.port())) {
            long began = System.nanoTime();
            begin.run();
            long seen = before;
            long changed = System.nanoTime();
            // A round is counted when it is over.
            while ((System.nanoTime() - changed) / 1_000_000 < (seen == before ? patience : QUIET_MILLIS)) {
                Thread.sleep(100);
                long now = setup.coreData.counter(metric);
                // What the devices send goes on growing old: a few a round are no removal at scale.
                if (now - seen > RATE) {
                    changed = System.nanoTime();
                    seen = now;
                }
            }
            Stalls.Seen stall = stalls.seen();
            System.out.printf(
                    "  %-28s %,11d events in %5.1f s; ping p99.9 %6.2f ms, longest %6.2f ms; commands over 5 ms: %d, longest"
                            + " %.1f ms (%s)%n",
                    what,
                    seen - before,
                    (changed - began) / 1e9,
                    stall.ping(),
                    stall.longestPing(),
                    stall.overFive(),
                    stall.longestCommand(),
                    stall.command());
        }
    }

    /** So that what is stored is a little too much. */
    private static void limit(Setup setup) {
        try (Jedis redis = new Jedis("127.0.0.1", setup.redis.port())) {
            long used = redis.info("memory")
                    .lines()
                    .filter(line -> line.startsWith("used_memory:"))
                    .mapToLong(line ->
                            Long.parseLong(line.substring(line.indexOf(':') + 1).trim()))
                    .findFirst()
                    .orElseThrow();
            redis.configSet("maxmemory", Long.toString((long) (used * ROOM)));
        }
    }

    /** Goes on sending, about so many events a second. */
    private final class Sender implements AutoCloseable {
        private final EventLoad load;
        private final Thread thread;
        private volatile boolean over;

        Sender(Setup setup) {
            load = new EventLoad(setup.broker.port());
            thread = Thread.ofPlatform().start(() -> {
                long number = events;
                try {
                    while (!over) {
                        long next = number + RATE / 10;
                        load.publish(fleet, number, next);
                        number = next;
                        Thread.sleep(100);
                    }
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        /** Tells of a deletion as core-metadata does; of a time that is later than all that the device has sent. */
        void deleted(String device) throws InterruptedException {
            long later = Instant.now().getEpochSecond() * 2_000_000_000L;
            SystemEvent event = new SystemEvent(
                    "v3", "device", "delete", "core-metadata", "bench", null, Metadata.device(device, RULE), later);
            load.publish(
                    Topics.DEFAULT.systemEvent("core-metadata", "device", "delete", "bench", "climate"),
                    EnvelopeCodec.encode(Envelope.event(event)));
        }

        @Override
        public void close() throws InterruptedException {
            over = true;
            thread.join();
            load.close();
        }
    }
}

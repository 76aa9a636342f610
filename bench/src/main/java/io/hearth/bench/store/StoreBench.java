package io.hearth.bench.store;

import io.hearth.runtime.testing.RealRedis;
import java.io.IOException;
import java.time.Instant;
import redis.clients.jedis.Jedis;

/**
 * What storing costs, and what is got for it: octets and seconds beside the layout of EdgeX 3 and beside storing nothing, then
 * queries, charts and removal with millions of readings stored. {@code ./hearth bench store [queries | age | retention] [readings]}:
 * all of it, only the lists, only chart and removal by age, or only what goes by itself.
 */
public final class StoreBench {
    private static final long SAMPLE = 100_000;
    private static final long SMALL = 10_000;
    private static final long DEFAULT_READINGS = 10_000_000;
    private static final int WARM_UP = 5_000;
    private static final String WITHOUT_ROLL_UPS = "hearth.data.store.rollups.enabled=false";
    private static final String WITHOUT_RETENTION = "hearth.data.retention.interval=0s";
    private static final String WITHOUT_STORING = "hearth.data.persist-data=false";

    private final long events;

    private StoreBench(long readings) {
        this.events = readings / Fleet.READINGS;
    }

    /** Runs all of it, with as many readings as the argument says, ten million if there is none. */
    public static void main(String[] arguments) throws Exception {
        boolean all = arguments.length == 0 || Character.isDigit(arguments[0].charAt(0));
        int at = all ? 0 : 1;
        long readings = arguments.length > at ? Long.parseLong(arguments[at]) : DEFAULT_READINGS;
        StoreBench bench = new StoreBench(readings);
        switch (all ? "" : arguments[0]) {
            case "" -> bench.run();
            case "queries" -> bench.queriesOnly();
            case "age" -> bench.byAge();
            case "retention" -> bench.retention();
            case String other ->
                throw new IllegalArgumentException(
                        "'" + other + "' is not a part, allowed are queries, age and retention");
        }
    }

    private void queriesOnly() throws InterruptedException {
        try (Setup setup = new Setup(WITHOUT_RETENTION)) {
            setup.through(fleet(true), 0, events);
            System.out.printf("%n%,d readings stored%n", events * Fleet.READINGS);
            queries(setup);
        }
    }

    private void byAge() throws Exception {
        try (Setup setup = new Setup(WITHOUT_RETENTION)) {
            Fleet fleet = fleet(true);
            setup.through(fleet, 0, events);
            System.out.printf("%n%,d readings stored%n", events * Fleet.READINGS);
            chart(setup, fleet);
            removal(setup, fleet);
        }
    }

    private void run() throws Exception {
        space();
        chain();
        large();
        retention();
    }

    /** What goes by itself: by the rules, by the cap, with its device. */
    private void retention() throws Exception {
        new RetentionRun(events, fleet(true)).run();
    }

    /** Octets of a reading, and seconds to write. */
    private void space() throws Exception {
        System.out.printf("%n%,d events of %d readings, %s%n", SAMPLE, Fleet.READINGS, "octets a reading in Redis");
        double edgex;
        try (RealRedis redis = new RealRedis()) {
            redis.start();
            long empty = Setup.octets(redis.port());
            try (Jedis jedis = new Jedis("127.0.0.1", redis.port(), 60_000)) {
                EdgeX3Layout.write(jedis, fleet(true), SAMPLE);
            }
            edgex = perReading(Setup.octets(redis.port()) - empty, SAMPLE);
        }
        line("layout of EdgeX 3", edgex, edgex);
        line("with own event ids", octets(true, WITHOUT_ROLL_UPS), edgex);
        line("with foreign event ids", octets(false, WITHOUT_ROLL_UPS), edgex);
        line("own ids and roll-ups", octets(true), edgex);
    }

    private double octets(boolean ownIds, String... settings) throws InterruptedException {
        String[] all = java.util.Arrays.copyOf(settings, settings.length + 1);
        all[settings.length] = WITHOUT_RETENTION;
        try (Setup setup = new Setup(all)) {
            long empty = setup.octets();
            setup.through(fleet(ownIds), 0, SAMPLE);
            return perReading(setup.octets() - empty, SAMPLE);
        }
    }

    private static double perReading(long octets, long events) {
        return (double) octets / events / Fleet.READINGS;
    }

    private static void line(String what, double value, double beside) {
        System.out.printf("  %-28s %10.1f   %6.2f x%n", what, value, value / beside);
    }

    /** The chain from the bus to Redis, beside the same chain that stores nothing. */
    private void chain() throws InterruptedException {
        System.out.printf("%n%,d events through the bus, QoS 1, events a second%n", SAMPLE * 3);
        double nothing = rate(WITHOUT_STORING, WITHOUT_RETENTION);
        line("storing nothing", nothing, nothing);
        line("storing, no roll-ups", rate(WITHOUT_ROLL_UPS, WITHOUT_RETENTION), nothing);
        line("storing", rate(WITHOUT_RETENTION), nothing);
    }

    private double rate(String... settings) throws InterruptedException {
        try (Setup setup = new Setup(settings)) {
            setup.through(fleet(true), 0, SAMPLE);
            return SAMPLE * 3 / setup.through(fleet(true), SAMPLE, SAMPLE * 4);
        }
    }

    private void large() throws Exception {
        try (Setup setup = new Setup(WITHOUT_RETENTION)) {
            Fleet fleet = fleet(true);
            setup.through(fleet, 0, SMALL / Fleet.READINGS);
            System.out.printf("%n%,d readings stored%n", SMALL);
            queries(setup);
            double seconds = setup.through(fleet, SMALL / Fleet.READINGS, events);
            System.out.printf(
                    "%n%,d readings stored (%.0f s, %,.0f readings a second)%n",
                    events * Fleet.READINGS, seconds, events * Fleet.READINGS / seconds);
            queries(setup);
            chart(setup, fleet);
            removal(setup, fleet);
        }
    }

    private void queries(Setup setup) throws InterruptedException {
        Queries queries = new Queries();
        // A process that has just begun to answer is no measure; all rows are asked of one that is warm.
        queries.ask(setup.coreData.uri("/api/v3/event/all?limit=100"), 4, WARM_UP);
        ask(
                setup,
                queries,
                "newest 100 of a resource",
                "/api/v3/reading/device/name/busy/resourceName/temperature?limit=100&offset=-1");
        ask(
                setup,
                queries,
                "newest 100, with total",
                "/api/v3/reading/device/name/busy/resourceName/temperature?limit=100");
        ask(setup, queries, "newest 100 events of a device", "/api/v3/event/device/name/busy?limit=100");
        ask(setup, queries, "the same, without total", "/api/v3/event/device/name/busy?limit=100&offset=-1");
        ask(setup, queries, "newest 100 of all events", "/api/v3/event/all?limit=100");
        ask(setup, queries, "the same, without total", "/api/v3/event/all?limit=100&offset=-1");
    }

    private void ask(Setup setup, Queries queries, String what, String path) throws InterruptedException {
        Queries.Answers alone = queries.ask(setup.coreData.uri(path), 1, 1500);
        Queries.Answers many = queries.ask(setup.coreData.uri(path), 16, 1000);
        System.out.printf(
                "  %-28s one client p50 %6.2f ms  p99 %6.2f ms; 16 clients %,8.0f a second  p99 %6.2f ms, cpu %.3f ms (%,d octets)%n",
                what, alone.p50(), alone.p99(), many.perSecond(), many.p99(), many.cpu(), many.octets());
    }

    private void chart(Setup setup, Fleet fleet) throws InterruptedException {
        long start = fleet.start();
        long end = start + Fleet.ofBusy(events) * 1_000_000_000L;
        String path = "/api/v3/reading/device/name/busy/resourceName/temperature/series?start=%d&end=%d&points=500"
                .formatted(start, end);
        Queries.Answers answers = new Queries().ask(setup.coreData.uri(path), 1, 100);
        System.out.printf(
                "  %-28s p50 %6.2f ms  p99 %6.2f ms (%,d readings in the range)%n",
                "chart of 500 points", answers.p50(), answers.p99(), Fleet.ofBusy(events));
    }

    /** Removes what is older than the middle of the busy device's time, and watches how long Redis lets others wait. */
    private void removal(Setup setup, Fleet fleet) throws IOException, InterruptedException {
        long middle = fleet.start() + Fleet.ofBusy(events) / 2 * 1_000_000_000L;
        try (Stalls stalls = new Stalls(setup.redis.port())) {
            long before = count(setup);
            long begin = System.nanoTime();
            long age = Instant.now().getEpochSecond() * 1_000_000_000L - middle;
            setup.coreData.delete("/api/v3/event/age/" + age);
            long left = before;
            long last;
            do {
                last = left;
                Thread.sleep(2000);
                left = count(setup);
            } while (left != last || left == before);
            Stalls.Seen seen = stalls.seen();
            System.out.printf(
                    "  %-28s %,d events in %.0f s; meanwhile ping p99.9 %.2f ms, longest command %.1f ms (%s)%n",
                    "removed by age",
                    before - left,
                    (System.nanoTime() - begin) / 1e9 - 2,
                    seen.ping(),
                    seen.longestCommand(),
                    seen.command());
        }
    }

    private static long count(Setup setup) throws IOException, InterruptedException {
        String body = setup.coreData.get("/api/v3/event/count").body();
        return Long.parseLong(body.replaceAll("(?s).*\"[cC]ount\"\\s*:\\s*(\\d+).*", "$1"));
    }

    /** So that the busy device's last event is of now. */
    private Fleet fleet(boolean ownIds) {
        long seconds = Math.max(Fleet.ofBusy(events), SAMPLE * 4);
        return new Fleet((Instant.now().getEpochSecond() - seconds) * 1_000_000_000L, ownIds);
    }
}

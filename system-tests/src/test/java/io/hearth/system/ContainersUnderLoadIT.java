package io.hearth.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.system.Fault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The services in containers of their own, under load: whichever is killed, stopped or cut off, and whenever, what a publisher
 * was told had arrived is stored, once, and what rules decide is done, once. Against a compose project that runs, which
 * {@code -Dhearth.test.compose=NAME} names.
 */
@EnabledIfSystemProperty(
        named = Containers.PROJECT,
        matches = ".+",
        disabledReason = "no containers: say which compose project with -D" + Containers.PROJECT)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContainersUnderLoadIT {
    private static final int PER_SECOND = 500;
    private static final int FIRST = 100_000;
    private static final int ROOMS = 40;
    private static final Duration COLD_EVERY = Duration.ofMillis(600);
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int LONGEST_LINE = 32_768;
    private static final Duration MAY_TAKE_TO_END = Duration.ofSeconds(10);
    private static final List<String> SERVICES = List.of(
            "core-metadata", "core-data", "core-command", "device-service", "rules-engine", "redis", "mosquitto");

    private static final Doors DOORS = new Doors();
    private static final List<Toll> TOLLS = new ArrayList<>();
    private static final String RUN = Long.toString(System.currentTimeMillis() / 1000, 36);
    private static Containers containers;
    private static int faults;

    @BeforeAll
    static void containers_that_are_ready() {
        containers = Containers.underTest();
        assertThat(containers.services()).containsAll(SERVICES);
        DOORS.awaitReady();
    }

    @AfterAll
    static void table() {
        System.out.println(Toll.table(TOLLS));
    }

    static Stream<Fault> faults() {
        Pattern wanted = Pattern.compile(System.getProperty("hearth.test.faults", ""));
        return Stream.of(Kind.values())
                .flatMap(kind -> SERVICES.stream().map(service -> new Fault(service, kind)))
                .filter(fault -> wanted.matcher(fault.toString()).find());
    }

    static List<String> services() {
        return SERVICES;
    }

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void what_was_acknowledged_is_stored_once_and_what_rules_decide_is_done_once_although(Fault fault) {
        String name = RUN + "-" + faults++;
        Map<String, String> before = containers.startedAt();
        try (HeatedRooms rooms = new HeatedRooms(DOORS)) {
            rooms.build(name, ROOMS);
            try (SteadyPublisher publisher = new SteadyPublisher(DOORS.port(1883), HeatedRooms.topic(name), FIRST)) {
                publisher.start(PER_SECOND);
                rooms.getCold(COLD_EVERY);
                publishesFor(publisher, Duration.ofSeconds(3));

                Outage outage = fault.happensTo(containers);
                Duration again = untilAllIsStored(name, publisher, outage);

                publishesFor(publisher, Duration.ofSeconds(2));
                publisher.stop();
                rooms.stop();
                await("all is acknowledged").atMost(LONG).until(() -> publisher.inFlight() == 0 && rooms.isQuiet());
                Toll toll = count(name, publisher, rooms, outage, again);
                TOLLS.add(toll);
                System.out.print(toll.line());
                isNone(toll, rooms);
            }
        }
        assertThat(startedAgain(before))
                .as("started again")
                .isEqualTo(fault.kind() == Kind.CUT_OFF ? Set.of() : Set.of(fault.service()));
    }

    /** After everything that was done to them. */
    @Order(2)
    @ParameterizedTest
    @MethodSource("services")
    void a_container_has_kept_to_its_memory_and_to_the_room_for_its_log(String service) {
        JsonNode container = containers.inspect(service);
        JsonNode log = container.path("HostConfig").path("LogConfig").path("Config");
        long atOnce = octets(log.path("max-size").asText());
        List<Long> files = containers.logFiles(service);
        System.out.println(service + ": " + containers.memory(service) + " of memory, log files of " + files
                + " octets, of " + log.path("max-file").asText() + " of " + atOnce + " octets");

        assertThat(container.path("State").path("OOMKilled").asBoolean(true)).isFalse();
        assertThat(container.path("HostConfig").path("Memory").asLong()).isPositive();
        assertThat(files).hasSizeLessThanOrEqualTo(log.path("max-file").asInt()).allSatisfy(size -> assertThat(size)
                .isLessThan(atOnce + LONGEST_LINE));
    }

    private static void publishesFor(SteadyPublisher publisher, Duration duration) {
        int before = publisher.acknowledged().size();
        long from = System.nanoTime();
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> System.nanoTime() - from > duration.toNanos()
                        && publisher.acknowledged().size() - before > PER_SECOND);
    }

    /** A device's messages are stored in their order: with one that was sent after the outage, all before it are. */
    private static Duration untilAllIsStored(String device, SteadyPublisher publisher, Outage outage) {
        int mark = FIRST + publisher.sent();
        await("what was sent after the outage is stored")
                .atMost(LONG)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> newest(device) >= mark);
        return Duration.ofNanos(System.nanoTime() - outage.began());
    }

    private static double newest(String device) {
        return coreData("/api/v3/reading/device/name/" + device + "/resourceName/temperature?limit=1")
                .path("readings")
                .path(0)
                .path("value")
                .asDouble();
    }

    /** Waits for what is still to come, but not for ever: what does not is counted as missing. */
    private static Toll count(
            String name, SteadyPublisher publisher, HeatedRooms rooms, Outage outage, Duration again) {
        Set<Integer> owed = publisher.acknowledgedUnless(outage::mayTake);
        comes(() -> stored(name).lacks(owed).isEmpty());
        comes(() -> rooms.notHeated(outage::mayTake).isEmpty());
        comes(() -> DOORS.getJson(59720, "/api/v3/action/waiting")
                        .path("totalCount")
                        .asInt(-1)
                == 0);
        StoredNumbers stored = stored(name);
        Set<Integer> twice = stored.numbersTwice();
        twice.removeAll(publisher.maybeTwice());
        return new Toll(
                outage,
                publisher.acknowledged().size(),
                stored.times().size(),
                stored.lacks(publisher.acknowledged()),
                stored.lacks(owed),
                twice,
                again,
                rooms.cold(),
                rooms.notHeated(outage::mayTake),
                rooms.heatedTwice());
    }

    private static void comes(Callable<Boolean> what) {
        try {
            await().atMost(SOON).pollDelay(Duration.ZERO).ignoreExceptions().until(what);
        } catch (ConditionTimeoutException never) {
            // It is counted.
        }
    }

    private static StoredNumbers stored(String device) {
        return StoredNumbers.of(ContainersUnderLoadIT::coreData, device, "temperature")
                .from(FIRST);
    }

    private static JsonNode coreData(String path) {
        return DOORS.getJson(59880, path);
    }

    private static void isNone(Toll toll, HeatedRooms rooms) {
        assertThat(toll.owed()).as("acknowledged to the publisher, not stored").isEmpty();
        assertThat(toll.twice()).as("stored twice").isEmpty();
        assertThat(toll.notHeated())
                .as(() -> "cold, not heated; told: " + rooms.told())
                .isEmpty();
        assertThat(toll.heatedTwice())
                .as(() -> "heated twice; told: " + rooms.told())
                .isEmpty();
        toll.outage().ended().ifPresent(took -> assertThat(took).isLessThan(MAY_TAKE_TO_END));
    }

    private static Set<String> startedAgain(Map<String, String> before) {
        Set<String> again = new TreeSet<>(before.keySet());
        containers.startedAt().forEach((service, at) -> {
            if (at.equals(before.get(service))) {
                again.remove(service);
            }
        });
        return again;
    }

    /** As docker writes sizes: 10m is ten million. */
    private static long octets(String size) {
        long number = Long.parseLong(size.replaceAll("\\D", ""));
        return switch (size.charAt(size.length() - 1)) {
            case 'k' -> number * 1_000;
            case 'm' -> number * 1_000_000;
            case 'g' -> number * 1_000_000_000;
            default -> number;
        };
    }
}

package io.hearth.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.system.Fault.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
    private static final int ROOMS = 40;
    private static final Duration COLD_EVERY = Duration.ofMillis(600);
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
        Toll toll = new UnderLoad(DOORS, ROOMS, COLD_EVERY, TOLLS).during(name, () -> fault.happensTo(containers));
        toll.outage().ended().ifPresent(took -> assertThat(took).isLessThan(MAY_TAKE_TO_END));
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

package io.hearth.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The chart's pods under load, updated one service after the other as a cluster does it: what a publisher was told had arrived is
 * stored, once, and what rules decide is done, once. Against pods that podman runs; {@code helm/podman/play-updates} starts them
 * and says where their files are, with {@code -Dhearth.test.pods=FOLDER}.
 */
@EnabledIfSystemProperty(
        named = Pods.FOLDER,
        matches = ".+",
        disabledReason = "no pods: helm/podman/play-updates starts them")
class RollingUpdateIT {
    private static final String RELEASE = "home-hearth-";
    private static final int ROOMS = 60;
    private static final Duration COLD_EVERY = Duration.ofSeconds(1);
    private static final int BROKER = 1883;
    private static final Map<Integer, String> SERVICES = services();

    private static final List<Toll> TOLLS = new ArrayList<>();
    private static final Map<Integer, Relay> RELAYS = new LinkedHashMap<>();
    private static final String RUN = Long.toString(System.currentTimeMillis() / 1000, 36);
    private static Pods pods;
    private static UnderLoad load;

    private static Map<Integer, String> services() {
        Map<Integer, String> services = new LinkedHashMap<>();
        services.put(59880, "core-data");
        services.put(59720, "rules-engine");
        services.put(59982, "device-service");
        services.put(59882, "core-command");
        services.put(59881, "core-metadata");
        services.put(BROKER, "broker");
        return services;
    }

    @BeforeAll
    static void pods_that_are_ready_behind_their_services() {
        pods = new Pods(Path.of(System.getProperty(Pods.FOLDER)));
        SERVICES.forEach((port, service) -> RELAYS.put(port, new Relay(() -> pods.behind(RELEASE + service, port))));
        Doors doors = new Doors(door -> RELAYS.get(door).port());
        doors.awaitReady();
        load = new UnderLoad(doors, ROOMS, COLD_EVERY, TOLLS);
    }

    @AfterAll
    static void table() {
        RELAYS.values().forEach(Relay::close);
        System.out.println(Toll.table(TOLLS));
    }

    static Stream<String> updated() {
        Pattern wanted = Pattern.compile(System.getProperty("hearth.test.updates", ""));
        // There is one broker, which an update makes away with for a while; outages have a test of their own.
        return SERVICES.values().stream()
                .filter(service ->
                        !service.equals("broker") && wanted.matcher(service).find());
    }

    @ParameterizedTest
    @MethodSource("updated")
    void a_rolling_update_under_load_loses_nothing_and_does_nothing_twice_of(String service) {
        Toll toll = load.during(RUN + "-" + service, () -> {
            long began = System.nanoTime();
            Duration slowest = pods.update(RELEASE + service);
            return new Outage(service + " updated", false, began, System.nanoTime(), Optional.of(slowest));
        });

        assertThat(toll.outage().ended())
                .hasValueSatisfying(
                        took -> assertThat(took).as("ended by itself").isLessThan(pods.grace(RELEASE + service)));
    }
}

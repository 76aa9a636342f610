package io.hearth.device.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.device.Listener;
import io.hearth.runtime.testing.RealBroker;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that does not let us subscribe to one of many filters. */
class RefusedSubscriptionsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String REFUSED = "a/refused/+";
    private static final int OTHERS = 20;

    @TempDir
    Path dir;

    private final RealBroker mosquitto = new RealBroker();
    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private HivemqBroker broker;
    private Listener device;

    @BeforeEach
    void start() {
        Metrics.addRegistry(new SimpleMeterRegistry());
        RefusingBroker.refuse(mosquitto, "other/#");
        mosquitto.start();
        device = new Listener(mosquitto.port());
        // Eight filters in a packet.
        broker = new HivemqBroker(
                HivemqBrokerTest.config(mosquitto.port(), dir, "hearth.device.mqtt.limits", "aws-iot")
                        .mqtt(),
                dir,
                () -> {});
        broker.open(100, message -> {
            arrived.add(message.topic());
            message.acknowledge().run();
        });
        Set<String> filters = new TreeSet<>(Set.of(REFUSED));
        IntStream.range(0, OTHERS).forEach(i -> filters.add("other/" + i + "/+"));
        broker.follow(filters);
    }

    @AfterEach
    void stop() {
        broker.close();
        device.close();
        mosquitto.close();
    }

    @Test
    void one_refused_filter_keeps_no_other_from_being_subscribed_to_and_is_told_with_the_reason() {
        await().atMost(SOON).untilAsserted(() -> assertThat(broker.trouble())
                .isEqualTo("the devices' broker at 127.0.0.1:" + mosquitto.port() + " does not let us subscribe to '"
                        + REFUSED + "' (NOT_AUTHORIZED)"));
        assertThat(broker.trouble(Set.of("other/3/+", "other/9/+"))).isEmpty();
        assertThat(broker.trouble(Set.of("other/3/+", REFUSED))).contains("'" + REFUSED + "'");
        for (int i = 0; i < OTHERS; i++) {
            device.publish("other/" + i + "/x", "1");
        }
        await().atMost(SOON).until(() -> new TreeSet<>(arrived).size() == OTHERS);
    }

    @Test
    void it_is_tried_again_and_counted_until_the_broker_takes_it() {
        double before = refusals();
        await("refused again and again").atMost(SOON).until(() -> refusals() >= before + 3);

        RefusingBroker.grant(device);

        await().atMost(SOON).until(() -> broker.trouble().isEmpty());
        device.publish("a/refused/x", "1");
        await().atMost(SOON).until(() -> arrived.contains("a/refused/x"));
    }

    private static double refusals() {
        return Metrics.globalRegistry
                .get("hearth_broker_subscriptions_refused")
                .tag("broker", "default")
                .counter()
                .count();
    }
}

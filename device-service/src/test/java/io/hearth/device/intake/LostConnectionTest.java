package io.hearth.device.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.device.Listener;
import io.hearth.runtime.testing.Gate;
import io.hearth.runtime.testing.RealBroker;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of a connection that is lost while its broker has not acknowledged what was published on it. */
class LostConnectionTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    /** How many messages with QoS 1 or 2 the broker has under way with a client at once. */
    private static final int UNDER_WAY = 5;

    private static final String CONTROL = "lock/control";

    @TempDir
    Path dir;

    private final RealBroker mosquitto = new RealBroker();
    private Gate network;
    private HivemqBroker broker;
    private Listener lock;

    @BeforeEach
    void start() {
        mosquitto.behind("max_inflight_messages " + UNDER_WAY);
        mosquitto.start();
        network = new Gate(mosquitto.port());
        lock = new Listener(mosquitto.port(), "lock/#");
        broker = connect();
        back();
    }

    @AfterEach
    void stop() {
        broker.close();
        lock.close();
        network.close();
        mosquitto.close();
    }

    @Test
    void clients_that_were_given_up_with_open_publishes_do_not_stay_in_memory() {
        List<WeakReference<Object>> clients = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            clients.add(new WeakReference<>(broker.client().getConfig()));
            lose(1, i, "open");
        }

        await().atMost(SOON).untilAsserted(() -> {
            System.gc();
            assertThat(clients.stream().filter(client -> client.get() != null)).hasSizeLessThanOrEqualTo(1);
        });
    }

    @Test
    void a_command_with_qos_2_that_the_broker_has_half_is_not_carried_out_and_the_next_one_is_once() {
        send("lock", 2);
        lose(2, 0, "open");

        send("close", 2);
        await().atMost(SOON).until(() -> lock.payloads(CONTROL).equals(List.of("lock", "close")));

        lose(2, 1, "open");
        send("open", 2);
        await().atMost(SOON).until(() -> lock.payloads(CONTROL).equals(List.of("lock", "close", "open")));
    }

    @Test
    void commands_with_qos_2_go_on_after_more_were_lost_halfway_than_the_broker_has_under_way_at_once() {
        send("first", 2);
        lose(2, 0, "lost 0", "lost 1", "lost 2", "lost 3", "lost 4");

        for (int i = 0; i < 8; i++) {
            send("sent " + i, 2);
        }

        await().atMost(SOON).until(() -> lock.payloads(CONTROL).size() >= 9);
        assertThat(lock.payloads(CONTROL))
                .containsExactly(
                        "first", "sent 0", "sent 1", "sent 2", "sent 3", "sent 4", "sent 5", "sent 6", "sent 7");
    }

    @Test
    void where_the_broker_lets_us_have_one_connection_commands_with_qos_2_go_over_it() {
        network.admitNoMore();

        send("open", 2);

        await().atMost(SOON).until(() -> lock.payloads(CONTROL).equals(List.of("open")));
    }

    @Test
    void a_command_that_waited_for_its_connection_is_not_carried_out_after_it_was_told_to_have_failed() {
        network.swallowAnswers();
        CompletableFuture<Void> open = broker.publish(CONTROL, octets("open"), 2, false);
        await().atMost(SOON).until(open::isCompletedExceptionally);
        network.heal();
        network.cut();
        back();

        send("close", 2);

        await().atMost(SOON).until(() -> lock.payloads(CONTROL).equals(List.of("close")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void however_many_commands_are_given_at_once_no_more_are_under_way_than_the_broker_allows(int qos) {
        List<CompletableFuture<Void>> sent = new CopyOnWriteArrayList<>();
        try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2000; i++) {
                String payload = "" + i;
                askers.submit(() -> sent.add(broker.publish(CONTROL, octets(payload), qos, false)));
            }
        }

        assertThat(sent).hasSize(2000);
        // A cut would have failed those that were under way.
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        await().atMost(SOON).until(() -> lock.payloads(CONTROL).size() >= 2000);
        assertThat(lock.payloads(CONTROL)).hasSize(2000).doesNotHaveDuplicates();
    }

    /** The broker has them, and we do not know. */
    private void lose(int qos, int time, String... payloads) {
        network.swallowAnswers();
        List<CompletableFuture<Void>> open = Arrays.stream(payloads)
                .map(payload -> broker.publish(CONTROL, octets(payload), qos, false))
                .toList();
        if (qos == 1) {
            // Behind them on the same connection, and it needs no acknowledgement.
            broker.publish("lock/heard/" + time, octets("it"), 0, false);
            await("at the broker").atMost(SOON).until(() -> !lock.payloads("lock/heard/" + time)
                    .isEmpty());
        } else {
            await("not acknowledged")
                    .during(Duration.ofMillis(500))
                    .atMost(SOON)
                    .until(() -> open.stream().noneMatch(CompletableFuture::isDone));
        }
        network.heal();
        network.cut();
        await("told").atMost(SOON).until(() -> open.stream().allMatch(CompletableFuture::isCompletedExceptionally));
        back();
    }

    private HivemqBroker connect() {
        HivemqBroker made = new HivemqBroker(
                HivemqBrokerTest.config(network.port(), dir, "hearth.device.mqtt.max-reconnect-delay", "300ms")
                        .mqtt(),
                dir,
                () -> {});
        made.open(100, message -> message.acknowledge().run());
        made.follow(Set.of("home/+/+"));
        return made;
    }

    private void send(String payload, int qos) {
        broker.publish(CONTROL, octets(payload), qos, false)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private void back() {
        await("back")
                .atMost(SOON)
                .until(() -> broker.connected() && broker.trouble().isEmpty());
    }

    private static byte[] octets(String payload) {
        return payload.getBytes(StandardCharsets.UTF_8);
    }
}

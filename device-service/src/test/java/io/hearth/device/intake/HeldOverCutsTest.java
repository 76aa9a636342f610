package io.hearth.device.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.device.Listener;
import io.hearth.runtime.testing.Gate;
import io.hearth.runtime.testing.RealBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bus is away, so nothing is acknowledged, while connections with open commands are lost, each of which makes a new client. */
class HeldOverCutsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int ROOM = 5;
    private static final int SENT = 12;

    @TempDir
    Path dir;

    @Test
    void however_often_the_connection_is_lost_no_more_wait_than_there_is_room_for_and_all_come_in_the_end() {
        List<DeviceMessage> waiting = new CopyOnWriteArrayList<>();
        List<String> handled = new CopyOnWriteArrayList<>();
        try (RealBroker mosquitto = new RealBroker()) {
            mosquitto.start();
            try (Gate network = new Gate(mosquitto.port());
                    Listener device = new Listener(mosquitto.port())) {
                HivemqBroker broker = new HivemqBroker(
                        HivemqBrokerTest.config(network.port(), dir, "hearth.device.mqtt.max-reconnect-delay", "300ms")
                                .mqtt(),
                        dir,
                        () -> {});
                broker.open(ROOM, waiting::add);
                broker.follow(Set.of("home/+"));
                back(broker);
                for (int i = 0; i < SENT; i++) {
                    device.publish("home/a", "" + i);
                }
                for (int cut = 0; cut < 4; cut++) {
                    lose(broker, network);
                    await().during(Duration.ofMillis(300)).atMost(SOON).until(() -> waiting.size() <= ROOM);
                }

                await().atMost(SOON).until(() -> {
                    for (DeviceMessage message : waiting) {
                        waiting.remove(message);
                        handled.add(new String(message.payload(), StandardCharsets.UTF_8));
                        message.acknowledge().run();
                    }
                    return handled.containsAll(
                            IntStream.range(0, SENT).mapToObj(Integer::toString).toList());
                });
                assertThat(handled.subList(handled.size() - 1, handled.size())).containsExactly("" + (SENT - 1));
                broker.close();
            }
        }
    }

    /** With a command open, so that the client is given up. */
    private static void lose(HivemqBroker broker, Gate network) {
        Object before = broker.client();
        network.swallowAnswers();
        CompletableFuture<Void> open = broker.publish("lock/control", new byte[0], 1, false);
        network.heal();
        network.cut();
        await().atMost(SOON).until(open::isCompletedExceptionally);
        await().atMost(SOON).until(() -> broker.client() != before);
        back(broker);
    }

    private static void back(HivemqBroker broker) {
        await("back")
                .atMost(SOON)
                .until(() -> broker.connected() && broker.trouble().isEmpty());
    }
}

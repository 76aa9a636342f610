package io.hearth.device.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import io.hearth.runtime.testing.RealBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages come faster than they are moved, from a Mosquitto that sends on whatever is unacknowledged. */
class FloodTest {
    private static final int ROOM = 2_000;
    private static final int MESSAGES = 20_000;
    private static final String FIRST = "first";

    @TempDir
    Path dir;

    private final RealBroker mosquitto = new RealBroker();
    private final BlockingQueue<DeviceMessage> waiting = new LinkedBlockingQueue<>();
    private final List<String> moved = Collections.synchronizedList(new ArrayList<>());
    private final ScheduledExecutorService mover = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger mostWaiting = new AtomicInteger();
    private HivemqBroker broker;
    private Mqtt5AsyncClient device;

    @BeforeEach
    void start() {
        mosquitto.start();
        broker = new HivemqBroker(HivemqBrokerTest.config(mosquitto.port(), dir).mqtt(), dir, () -> {});
        broker.open(ROOM, message -> {
            waiting.add(message);
            mostWaiting.accumulateAndGet(waiting.size(), Math::max);
        });
        broker.follow(Set.of("home/#"));
        device = MqttClient.builder()
                .useMqttVersion5()
                .serverHost("127.0.0.1")
                .serverPort(mosquitto.port())
                .buildAsync();
        device.connect().join();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            // One that was sent before the subscription was in force comes not at all.
            publish(FIRST);
            return !waiting.isEmpty();
        });
    }

    @AfterEach
    void stop() {
        mover.shutdownNow();
        device.disconnect();
        broker.close();
        mosquitto.close();
    }

    @Test
    void a_flood_is_read_as_fast_as_it_is_moved_with_room_left_and_every_message_comes_once() {
        for (int i = 0; i < MESSAGES; i++) {
            publish(Integer.toString(i));
        }

        mover.scheduleAtFixedRate(this::moveSome, 0, 20, TimeUnit.MILLISECONDS);
        await().atMost(Duration.ofSeconds(60)).until(() -> moved.size() >= MESSAGES);

        assertThat(mostWaiting.get()).isBetween(ROOM / 2, ROOM - 1);
        assertThat(moved)
                .containsExactlyElementsOf(
                        IntStream.range(0, MESSAGES).mapToObj(Integer::toString).toList());
        assertThat(broker.connections()).isEqualTo(1);
    }

    /** About 5,000 a second. */
    private void moveSome() {
        List<DeviceMessage> batch = new ArrayList<>();
        waiting.drainTo(batch, 100);
        batch.forEach(message -> message.acknowledge().run());
        batch.stream().map(FloodTest::text).filter(text -> !text.equals(FIRST)).forEach(moved::add);
    }

    private static String text(DeviceMessage message) {
        return new String(message.payload(), StandardCharsets.UTF_8);
    }

    private void publish(String payload) {
        device.publishWith()
                .topic("home/boiler/temperature")
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .qos(MqttQos.AT_LEAST_ONCE)
                .send();
    }
}

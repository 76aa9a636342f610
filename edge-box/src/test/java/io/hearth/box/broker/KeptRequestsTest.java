package io.hearth.box.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.hearth.box.testing.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What decision 0026 builds on: how the box's broker keeps requests for a service that is away, over the death of its process
 * too.
 */
class KeptRequestsTest {
    private static final Duration LONGER = Duration.ofSeconds(3);
    private static final String SERVICE = "service";
    private static final String END = "the end ";

    @TempDir
    private Path data;

    private final int port = Ports.free();
    private BrokerProcess broker;

    @BeforeEach
    void start() throws IOException {
        broker = new BrokerProcess(data, port).start();
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void a_request_that_is_older_than_its_sender_waits_is_dropped_though_it_is_in_the_journal() throws Exception {
        serveAndLeave(3600);
        ask("not any more", 1);
        ask("still", 3600);

        killAndStartAfter(LONGER);

        List<Mqtt5Publish> kept = kept(false, 3600);
        assertThat(kept).extracting(MqttPeer::text).containsExactly("still");
        assertThat(kept.getFirst().getMessageExpiryInterval().orElseThrow()).isBetween(3580L, 3599L);
    }

    @Test
    void a_session_that_ends_seconds_after_its_service_keeps_nothing_longer() throws Exception {
        serveAndLeave(1);
        ask("meanwhile");
        pass(LONGER.plusSeconds(2));

        assertThat(kept(false, 1)).isEmpty();
    }

    @Test
    void a_service_that_begins_anew_gets_nothing_of_the_journal() throws Exception {
        serveAndLeave(3600);
        ask("meanwhile");

        killAndStartAfter(Duration.ZERO);

        assertThat(kept(true, 3600)).isEmpty();
        assertThat(kept(false, 3600)).isEmpty();
    }

    private void killAndStartAfter(Duration time) throws IOException {
        broker.kill();
        pass(time);
        broker.start();
    }

    private static void pass(Duration time) {
        await().pollDelay(time).atMost(Duration.ofSeconds(20)).until(() -> true);
    }

    private void serveAndLeave(long seconds) {
        Mqtt5BlockingClient client = client(SERVICE);
        client.connectWith().cleanStart(false).sessionExpiryInterval(seconds).send();
        client.subscribeWith()
                .topicFilter("requests/#")
                .qos(MqttQos.AT_LEAST_ONCE)
                .send();
        client.disconnect();
    }

    /** What comes to the service when it is back and has subscribed again. */
    private List<Mqtt5Publish> kept(boolean anew, long seconds) throws InterruptedException {
        Mqtt5BlockingClient client = client(SERVICE);
        List<Mqtt5Publish> kept = new ArrayList<>();
        try (Mqtt5BlockingClient.Mqtt5Publishes received = client.publishes(MqttGlobalPublishFilter.ALL)) {
            client.connectWith().cleanStart(anew).sessionExpiryInterval(seconds).send();
            client.subscribeWith()
                    .topicFilter("requests/#")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send();
            // Behind all that was kept.
            String end = END + UUID.randomUUID();
            ask(end);
            Mqtt5Publish next = next(received);
            while (!MqttPeer.text(next).equals(end)) {
                if (!MqttPeer.text(next).startsWith(END)) {
                    kept.add(next);
                }
                next = next(received);
            }
        }
        client.disconnect();
        return kept;
    }

    private static Mqtt5Publish next(Mqtt5BlockingClient.Mqtt5Publishes received) throws InterruptedException {
        return received.receive(20, TimeUnit.SECONDS).orElseThrow(() -> new AssertionError("nothing comes any more"));
    }

    private void ask(String text) {
        try (MqttPeer asker = new MqttPeer(port, "asker")) {
            asker.publish("requests/a", text, MqttQos.AT_LEAST_ONCE);
        }
    }

    private void ask(String text, long seconds) {
        try (MqttPeer asker = new MqttPeer(port, "asker")) {
            asker.publish(Mqtt5Publish.builder()
                    .topic("requests/a")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .messageExpiryInterval(seconds)
                    .payload(text.getBytes(StandardCharsets.UTF_8))
                    .build());
        }
    }

    private Mqtt5BlockingClient client(String id) {
        return MqttClient.builder()
                .useMqttVersion5()
                .identifier(id)
                .serverHost("127.0.0.1")
                .serverPort(port)
                .buildBlocking();
    }
}

package io.hearth.runtime.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithRedis.class)
class RequestsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Requests requests;

    private final String service = "service-" + UUID.randomUUID();
    private final String topic = "edgex/" + service + "/validate/device";

    @BeforeEach
    void connect() {
        if (!requests.connected()) {
            requests.open();
        }
        await().atMost(SOON).until(requests::connected);
    }

    @Test
    void a_request_that_nobody_can_hear_fails_at_once() {
        Envelope<?> request = Envelope.request(Map.of("x", 1));

        assertThatThrownBy(() -> send(request).get(2, TimeUnit.SECONDS)).hasCauseInstanceOf(NobodyListens.class);
    }

    @Test
    void a_request_that_somebody_hears_waits_for_the_answer() throws Exception {
        Envelope<?> request = Envelope.request(Map.of("x", 1));
        try (Answering somebody = new Answering(topic, service)) {
            Envelope<Object> reply = send(request).get(5, TimeUnit.SECONDS);

            assertThat(reply.requestId()).isEqualTo(request.requestId());
            assertThat(reply.isError()).isFalse();
        }
    }

    @Test
    void replies_to_others_are_not_listened_to_when_nobody_has_asked_for_a_while() throws Exception {
        BusConfig brief = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(BusConfig.class)
                .withDefaultValues(Map.of(
                        "hearth.bus.host", "127.0.0.1",
                        "hearth.bus.port", Integer.toString(WithBroker.broker().port()),
                        "hearth.bus.keep-replies", "100ms"))
                .build()
                .getConfigMapping(BusConfig.class);
        Requests rare = new Requests(brief);
        rare.open();
        await().atMost(SOON).until(rare::connected);
        try (Answering somebody = new Answering(topic, service)) {
            for (int round = 0; round < 2; round++) {
                Envelope<?> request = Envelope.request(Map.of("x", round));
                String replyTopic = "edgex/response/" + service + "/" + request.requestId();
                assertThat(rare.ask(topic, replyTopic, request, Object.class, SOON)
                                .isError())
                        .isFalse();

                await("nobody hears the reply to another").atMost(SOON).until(() -> send("edgex/response/" + service
                                + "/another")
                        .handle((answered, failure) -> failure != null && failure.getCause() instanceof NobodyListens)
                        .get(1, TimeUnit.SECONDS));
            }
        } finally {
            rare.close();
        }
    }

    /** As a reply is: whether somebody hears it is told at once, and nobody answers. */
    private CompletableFuture<Envelope<Object>> send(String replyTopic) {
        return requests.send(
                        replyTopic,
                        "edgex/response/nobody/" + UUID.randomUUID(),
                        Envelope.request(Map.of()),
                        Object.class,
                        SOON)
                .completeOnTimeout(null, 500, TimeUnit.MILLISECONDS);
    }

    @Test
    void requests_to_the_same_service_go_on_after_the_broker_was_restarted() throws Exception {
        try (Answering somebody = new Answering(topic, service)) {
            assertThat(send(Envelope.request(Map.of("x", 1)))
                            .get(5, TimeUnit.SECONDS)
                            .isError())
                    .isFalse();
        }
        WithBroker.broker().kill();
        await().atMost(SOON).until(() -> !requests.connected());
        assertThat(send(Envelope.request(Map.of("x", 1)))).isCompletedExceptionally();

        WithBroker.broker().start();
        await().atMost(SOON).until(requests::connected);
        try (Answering somebody = new Answering(topic, service)) {
            await().atMost(SOON).ignoreExceptions().until(() -> !send(Envelope.request(Map.of("x", 1)))
                    .get(1, TimeUnit.SECONDS)
                    .isError());
        }
    }

    @Test
    void a_request_that_nobody_took_while_its_sender_waited_reaches_nobody_later() {
        try (Away service = new Away(topic)) {
            Envelope<?> request = Envelope.request(Map.of("x", 1));

            assertThatThrownBy(() -> requests.ask(
                            topic,
                            "edgex/response/it/" + request.requestId(),
                            request,
                            Object.class,
                            Duration.ofMillis(800)))
                    .isInstanceOf(BusTimeout.class);

            await().pollDelay(Duration.ofMillis(2500)).atMost(SOON).until(() -> true);
            assertThat(service.comesBackTo()).isEmpty();
        }
    }

    @Test
    void a_request_that_its_broker_did_not_acknowledge_is_not_sent_again_with_the_next_connection() {
        try (Away service = new Away(topic)) {
            Envelope<?> request = Envelope.request(Map.of("x", 1));
            // So that the reply is subscribed to, and only the request waits for the broker.
            assertThatThrownBy(
                            () -> requests.send(topic + "/nobody", "edgex/response/it/1", request, Object.class, SOON)
                                    .get(5, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(NobodyListens.class);
            WithBroker.broker().pause();

            assertThatThrownBy(() -> requests.ask(
                            topic,
                            "edgex/response/it/" + request.requestId(),
                            request,
                            Object.class,
                            Duration.ofMillis(800)))
                    .isInstanceOf(BusUnavailable.class);
            WithBroker.broker().kill();
            await().atMost(SOON).until(() -> !requests.connected());
            WithBroker.broker().start();

            await().atMost(SOON).until(requests::connected);
            assertThat(service.comesBackTo()).isEmpty();
        }
    }

    private CompletableFuture<Envelope<Object>> send(Envelope<?> request) {
        return requests.send(
                topic, "edgex/response/" + service + "/" + request.requestId(), request, Object.class, SOON);
    }

    /** A service that answers every request. */
    private static final class Answering implements AutoCloseable {
        private final Mqtt3AsyncClient client;

        Answering(String topic, String service) {
            client = MqttClient.builder()
                    .useMqttVersion3()
                    .serverHost("127.0.0.1")
                    .serverPort(WithBroker.broker().port())
                    .buildAsync();
            client.connect().join();
            client.subscribeWith()
                    .topicFilter(topic)
                    .qos(MqttQos.AT_MOST_ONCE)
                    .callback(message -> {
                        Envelope<?> asked = EnvelopeCodec.decode(message.getPayloadAsBytes(), Object.class);
                        client.publishWith()
                                .topic("edgex/response/" + service + "/" + asked.requestId())
                                .payload(EnvelopeCodec.encode(Envelope.reply(asked, null)))
                                .send();
                    })
                    .send()
                    .join();
        }

        @Override
        public void close() {
            client.disconnect().join();
        }
    }

    /** A service with a session that the broker keeps for ever, and that is away. */
    private static final class Away implements AutoCloseable {
        private final String topic;
        private final Mqtt3BlockingClient client;

        Away(String topic) {
            this.topic = topic;
            this.client = MqttClient.builder()
                    .useMqttVersion3()
                    .identifier("away-" + UUID.randomUUID())
                    .serverHost("127.0.0.1")
                    .serverPort(WithBroker.broker().port())
                    .buildBlocking();
            subscribe();
            await("kept through a kill").atMost(SOON).until(this::saved);
            client.disconnect();
        }

        private boolean saved() throws IOException {
            Path sessions = WithBroker.broker().dir().resolve("mosquitto.db");
            return Files.exists(sessions)
                    && Files.readString(sessions, StandardCharsets.ISO_8859_1).contains(topic);
        }

        private void subscribe() {
            client.connectWith().cleanSession(false).send();
            client.subscribeWith().topicFilter(topic).qos(MqttQos.AT_LEAST_ONCE).send();
        }

        Optional<Mqtt3Publish> comesBackTo() {
            try (Mqtt3BlockingClient.Mqtt3Publishes kept = client.publishes(MqttGlobalPublishFilter.ALL)) {
                subscribe();
                return kept.receive(1, TimeUnit.SECONDS);
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
        }

        @Override
        public void close() {
            client.disconnect();
        }
    }
}

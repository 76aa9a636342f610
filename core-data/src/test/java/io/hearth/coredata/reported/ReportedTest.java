package io.hearth.coredata.reported;

import static io.hearth.coredata.Rest.post;
import static io.hearth.coredata.Rest.unique;
import static io.hearth.coredata.store.Given.ORIGIN;
import static io.hearth.coredata.store.Given.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.LastReported;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** core-data tells on the bus which devices reported. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class ReportedTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final List<Map<String, Long>> told = new CopyOnWriteArrayList<>();
    private Mqtt3AsyncClient client;

    @BeforeEach
    void listen() {
        client = MqttClient.builder()
                .useMqttVersion3()
                .serverHost("127.0.0.1")
                .serverPort(WithBroker.broker().port())
                .buildAsync();
        client.connect().join();
        client.subscribeWith()
                .topicFilter("edgex/last-reported/core-data")
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(message -> told.add(EnvelopeCodec.decode(message.getPayloadAsBytes(), LastReported.class)
                        .payload()
                        .devices()))
                .send()
                .join();
    }

    @AfterEach
    void hang_up() {
        client.disconnect().join();
    }

    @Test
    void a_device_whose_events_are_stored_is_told_of_with_the_time_of_storing_and_not_once_an_event() {
        String device = unique("thermometer");
        long before = System.currentTimeMillis();
        IntStream.range(0, 20)
                .forEach(i -> post(event(device, ORIGIN + i, "18.5")).statusCode(201));

        await().atMost(SOON).until(() -> told.stream().anyMatch(devices -> devices.containsKey(device)));

        List<Long> times = told.stream()
                .filter(devices -> devices.containsKey(device))
                .map(devices -> devices.get(device))
                .toList();
        assertThat(times).hasSizeLessThan(20).allSatisfy(at -> assertThat(at)
                .isBetween(before, System.currentTimeMillis()));
    }

    @Test
    void an_event_that_is_not_stored_is_no_report() {
        String device = unique("thermometer");
        String after = unique("thermometer");
        Event bad = event(device, ORIGIN, "warm");
        post(bad).statusCode(400);
        post(event(after, ORIGIN, "18.5")).statusCode(201);

        await().atMost(SOON).until(() -> told.stream().anyMatch(devices -> devices.containsKey(after)));
        assertThat(told).noneMatch(devices -> devices.containsKey(device));
    }
}

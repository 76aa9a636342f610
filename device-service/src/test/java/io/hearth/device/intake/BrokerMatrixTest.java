package io.hearth.device.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttVersion;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import io.hearth.device.Listener;
import io.hearth.runtime.testing.RealProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What works with which broker. docs/brokers.md has the outcome as a table, and each row of it is what the run has to come to; the
 * table as it came out is in {@code target/broker-matrix.md}. A broker that is not on this machine is told, and not tried; with
 * {@code HEARTH_MATRIX=whole} in the environment it is a failure.
 */
@Tag("long")
class BrokerMatrixTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Path PAGE = Path.of("../docs/brokers.md");
    private static final Path OUTCOME = Path.of("target", "broker-matrix.md");
    private static final List<String> OUTCOMES = new ArrayList<>();

    @TempDir
    Path dir;

    private final List<DeviceMessage> arrived = new CopyOnWriteArrayList<>();
    private String limits;
    private HivemqBroker ours;

    @AfterAll
    static void tell() throws IOException {
        Files.writeString(OUTCOME, String.join("\n", OUTCOMES) + "\n");
    }

    @ParameterizedTest
    @EnumSource
    void a_broker_does_what_the_page_says(MatrixBroker broker) throws IOException {
        if (broker.missing().isPresent()) {
            String told = broker.title() + " was NOT TRIED, it is not on this machine: "
                    + broker.missing().get();
            OUTCOMES.add(told);
            System.err.println("BrokerMatrixTest: " + told);
            assertThat(System.getenv("HEARTH_MATRIX")).as(told).isNotEqualTo("whole");
            Assumptions.abort(told);
        }
        String name = broker.title() + " " + broker.version();
        String row = "| " + name + " | " + String.join(" | ", tried(broker)) + " |";
        OUTCOMES.add(row);

        String onPage = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| " + broker.title() + " "))
                .findFirst()
                .orElse("no row in " + PAGE);
        // Another machine may have another version of what its distribution brings: it has to do the same.
        assertThat(row)
                .isEqualTo(broker.isFetched() ? onPage : onPage.replaceFirst("^\\| [^|]* \\|", "| " + name + " |"));
    }

    private List<String> tried(MatrixBroker broker) {
        limits = broker.limits();
        List<String> cells = new ArrayList<>();
        try (RealProcess process = broker.process()) {
            process.start();
            for (String version : List.of("5", "3.1.1")) {
                cells.add(cell(() -> connects(process, version)));
            }
            ours = connect(process, "auto");
            cells.add(cell(this::subscribed) + (ours.version() == MqttVersion.MQTT_5_0 ? "" : ", in 3.1.1"));
            for (MqttQos qos : MqttQos.values()) {
                cells.add(cell(() -> arrives(process, qos)));
            }
            cells.add(cell(() -> waitsWhileWeAreAway(process)));
            for (int qos = 0; qos <= 2; qos++) {
                cells.add(goesOut(process, qos));
            }
            cells.add(cell(() -> comesBackAfterKill(process)));
        } finally {
            if (ours != null) {
                ours.close();
            }
        }
        return cells;
    }

    private static String cell(Runnable check) {
        try {
            check.run();
            return "yes";
        } catch (RuntimeException | AssertionError not) {
            System.err.println("BrokerMatrixTest: " + not);
            return "no";
        }
    }

    private void connects(RealProcess process, String version) {
        HivemqBroker one = connect(process, version);
        try {
            await().atMost(Duration.ofSeconds(5)).until(one::connected);
        } finally {
            one.close();
        }
    }

    private HivemqBroker connect(RealProcess process, String version) {
        HivemqBroker made = new HivemqBroker(
                HivemqBrokerTest.config(
                                process.port(),
                                dir,
                                "hearth.device.mqtt.version",
                                version,
                                "hearth.device.mqtt.max-reconnect-delay",
                                "500ms",
                                "hearth.device.mqtt.limits",
                                limits)
                        .mqtt(),
                dir,
                () -> {});
        made.open(100, message -> {
            arrived.add(message);
            message.acknowledge().run();
        });
        return made;
    }

    private void subscribed() {
        ours.follow(Set.of("home/+/temperature"));
        await().atMost(SOON).untilAsserted(() -> assertThat(ours.trouble()).isEmpty());
    }

    private void arrives(RealProcess process, MqttQos qos) {
        String payload = "qos-" + qos.getCode();
        publish(process, payload, qos);
        await().atMost(SOON).until(() -> heard(payload));
    }

    private void waitsWhileWeAreAway(RealProcess process) {
        ours.close();
        publish(process, "while-away", MqttQos.AT_LEAST_ONCE);
        ours = connect(process, "auto");
        await().atMost(SOON).until(() -> heard("while-away"));
        subscribed();
    }

    private String goesOut(RealProcess process, int qos) {
        String topic = "home/a/control/" + qos;
        AtomicInteger with = new AtomicInteger(-1);
        String outcome = cell(() -> {
            try (Listener device = new Listener(process.port(), topic)) {
                ours.publish(topic, "on".getBytes(StandardCharsets.UTF_8), qos, true)
                        .orTimeout(SOON.toSeconds(), TimeUnit.SECONDS)
                        .join();
                await().atMost(SOON).until(() -> device.payloads(topic).contains("on"));
                with.set(device.heard(message -> true).getFirst().getQos().getCode());
            }
            try (Listener late = new Listener(process.port(), topic)) {
                await("retained").atMost(SOON).until(() -> late.payloads(topic).contains("on"));
            }
        });
        return outcome.equals("no") || with.get() == qos ? outcome : outcome + ", with QoS " + with.get();
    }

    private void comesBackAfterKill(RealProcess process) {
        process.kill();
        await().atMost(SOON).until(() -> !ours.connected());
        process.start();
        await().atMost(SOON).untilAsserted(() -> assertThat(ours.trouble()).isEmpty());
        publish(process, "after-kill", MqttQos.AT_LEAST_ONCE);
        await().atMost(SOON).until(() -> heard("after-kill"));
    }

    private static void publish(RealProcess process, String payload, MqttQos qos) {
        Mqtt3BlockingClient device = MqttClient.builder()
                .useMqttVersion3()
                .serverHost("127.0.0.1")
                .serverPort(process.port())
                .buildBlocking();
        device.connect();
        device.publishWith()
                .topic("home/a/temperature")
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .qos(qos)
                .send();
        device.disconnect();
    }

    private boolean heard(String payload) {
        return arrived.stream()
                .anyMatch(message -> new String(message.payload(), StandardCharsets.UTF_8).equals(payload));
    }
}

package io.hearth.device.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import io.hearth.device.Listener;
import io.hearth.runtime.testing.RealBroker;
import io.hearth.runtime.testing.RealProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What works with which broker: Mosquitto, and those that {@code HEARTH_MATRIX} says how to run, {@code name=command} with
 * {@code ;} between, the command with {@code {port}} and {@code {dir}} in it. The rows go to {@code target/broker-matrix.md}.
 */
@Tag("long")
class BrokerMatrixTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path dir;

    private final List<DeviceMessage> arrived = new CopyOnWriteArrayList<>();
    private String limits;
    private HivemqBroker ours;

    /** A broker that a command runs. */
    private static final class CommandBroker extends RealProcess {
        private final String command;

        CommandBroker(String name, String command) {
            super(name.replaceAll("[^A-Za-z0-9]", "-"));
            this.command = command;
        }

        @Override
        protected Duration patience() {
            return Duration.ofMinutes(2);
        }

        @Override
        protected List<String> command(Path folder, int port) {
            return Arrays.stream(command.strip().split(" +"))
                    .map(word -> word.replace("{port}", "" + port).replace("{dir}", folder.toString()))
                    .toList();
        }
    }

    static Stream<String> brokers() {
        String others = System.getenv().getOrDefault("HEARTH_MATRIX", "");
        return Stream.concat(
                Stream.of("Mosquitto="), Arrays.stream(others.split(";")).filter(one -> one.contains("=")));
    }

    @ParameterizedTest
    @MethodSource("brokers")
    void a_broker_does_all_that_devices_need(String broker) throws IOException {
        int at = broker.indexOf('=');
        String name = broker.substring(0, at);
        limits = name.startsWith("RabbitMQ") ? "rabbitmq" : "none";
        List<String> row = new ArrayList<>(List.of(name));
        try (RealProcess process =
                broker.endsWith("=") ? new RealBroker() : new CommandBroker(name, broker.substring(at + 1))) {
            process.start();
            for (String version : List.of("5", "3.1.1")) {
                row.add(cell(() -> connects(process, version)));
            }
            ours = connect(process, "auto");
            row.add(cell(this::subscribed));
            for (MqttQos qos : MqttQos.values()) {
                row.add(cell(() -> arrives(process, qos)));
            }
            row.add(cell(() -> waitsWhileWeAreAway(process)));
            row.add(cell(() -> goesOut(process)));
            row.add(cell(() -> comesBackAfterKill(process)));
        } finally {
            if (ours != null) {
                ours.close();
            }
        }
        Files.writeString(
                Path.of("target", "broker-matrix.md"),
                LocalDate.now() + " | " + String.join(" | ", row) + " |\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        // Whether it speaks MQTT 5 is its own affair; all else is needed, in the version that it speaks.
        List<String> needed = new ArrayList<>(row.subList(2, row.size()));
        if (limits.equals("rabbitmq")) {
            // It acknowledges a device's QoS 2 as if it were QoS 1, which ends the device's connection.
            needed.remove(4);
        }
        assertThat(needed).containsOnly("yes");
    }

    private static String cell(Runnable check) {
        try {
            check.run();
            return "yes";
        } catch (RuntimeException | AssertionError not) {
            return "no: " + String.valueOf(not.getMessage()).lines().findFirst().orElse("");
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

    private void goesOut(RealProcess process) {
        try (Listener device = new Listener(process.port(), "home/a/control")) {
            ours.publish("home/a/control", "on".getBytes(StandardCharsets.UTF_8), 2, true)
                    .join();
            await().atMost(SOON).until(() -> device.payloads("home/a/control").contains("on"));
        }
        try (Listener late = new Listener(process.port(), "home/a/control")) {
            await("retained").atMost(SOON).until(() -> late.payloads("home/a/control")
                    .contains("on"));
        }
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

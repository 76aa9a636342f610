package io.hearth.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.runtime.testing.RealBroker;
import io.hearth.runtime.testing.RealProcess;
import io.hearth.runtime.testing.RealRedis;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A service stops within ten seconds although Redis and the broker stand still: the connections are there, and nothing is answered.
 * What it has not stored by then it has not acknowledged.
 */
@Tag("long")
class FrozenServersIT {
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int TERMINATED = 143;
    private static final int READERS = 5;
    /** What Quarkus says when requests are not done within {@code quarkus.shutdown.timeout}. */
    private static final String OUT_OF_TIME = "Timed out waiting";

    private final RealRedis redis = new RealRedis();
    private final RealBroker broker = new RealBroker();
    private final List<Socket> readers = new ArrayList<>();

    @BeforeEach
    void servers() {
        redis.start();
        broker.start();
    }

    @AfterEach
    void noServers() throws IOException {
        for (Socket reader : readers) {
            reader.close();
        }
        redis.close();
        broker.close();
    }

    @Test
    void core_data_stops_in_time_and_gets_what_it_could_not_store_again() throws Exception {
        try (ServiceProcess data = service("core-data", "hearth.data.port")) {
            ActingOnce device = new ActingOnce(broker.port());
            redis.pause();
            device.reads("frozen", "temperature", "21.25");
            read(data, "/api/v3/event/all");
            broker.pause();

            assertStopsInTime(data);
            assertWaitedForReaders(data);

            redis.resume();
            broker.resume();
            data.start();
            await("what was not stored").atMost(SOON).until(() -> data.get("/api/v3/reading/device/name/frozen")
                    .body()
                    .contains("21.25"));
        }
    }

    @Test
    void core_command_stops_in_time_with_readers_of_its_journal() throws Exception {
        try (ServiceProcess command = service("core-command", "hearth.command.port")) {
            redis.pause();
            read(command, "/api/v3/command/journal");
            broker.pause();

            assertStopsInTime(command);
            assertWaitedForReaders(command);
        }
    }

    @Test
    void device_service_stops_in_time_as_the_primary_host_of_devices_with_a_broker_of_their_own() throws Exception {
        try (RealBroker ofDevices = new RealBroker();
                ServiceProcess metadata = service(
                        "core-metadata",
                        "hearth.metadata.port",
                        "hearth.metadata.keeper.port=" + RealProcess.freePort())) {
            ofDevices.start();
            try (ServiceProcess devices = service(
                    "device-service",
                    "hearth.device.port",
                    "hearth.device.metadata-url=http://127.0.0.1:" + metadata.port(),
                    "hearth.device.mqtt.port=" + ofDevices.port(),
                    "hearth.device.conventions.sparkplug.enabled=true",
                    "hearth.device.conventions.sparkplug.host-id=hearth")) {
                await("nodes hear that their host is there").atMost(SOON).until(() -> state(ofDevices)
                        .contains("\"online\":true"));
                redis.pause();
                broker.pause();
                ofDevices.pause();

                assertStopsInTime(devices);
            }
        }
    }

    @Test
    void rules_engine_stops_in_time_and_is_not_kept_by_those_who_listen() throws Exception {
        try (ServiceProcess rules = service("rules-engine", "hearth.rules.port")) {
            read(rules, "/api/v3/rule/stream");
            redis.pause();
            broker.pause();

            assertStopsInTime(rules);
            assertThat(rules).asString().doesNotContain(OUT_OF_TIME);
        }
    }

    @Test
    void core_data_is_not_kept_by_those_who_listen() throws Exception {
        try (ServiceProcess data = service("core-data", "hearth.data.port")) {
            read(data, "/api/v3/reading/latest/stream");

            assertStopsInTime(data);
            assertThat(data).asString().doesNotContain(OUT_OF_TIME);
        }
    }

    /** What is kept for nodes about their primary host. */
    private static String state(RealBroker broker) {
        return Command.run(
                        SOON,
                        "mosquitto_sub",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(broker.port()),
                        "-t",
                        "spBv1.0/STATE/hearth",
                        "-C",
                        "1")
                .output();
    }

    private ServiceProcess service(String module, String portSetting, String... more) throws IOException {
        Stream<String> servers = Stream.of(
                "hearth.bus.port=" + broker.port(),
                "hearth.keeper.enabled=false",
                "quarkus.redis.hosts=redis://127.0.0.1:" + redis.port());
        ServiceProcess service = new ServiceProcess(module, portSetting, Stream.concat(servers, Stream.of(more)));
        service.start();
        return service;
    }

    /** Readers who still wait when the service is told to stop: it has their question as soon as it has answered the one before. */
    private void read(ServiceProcess service, String path) throws IOException {
        String live = "GET /q/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
        for (int number = 0; number < READERS; number++) {
            Socket reader = new Socket("127.0.0.1", service.port());
            readers.add(reader);
            reader.getOutputStream()
                    .write((live + live.replace("/q/health/live", path)).getBytes(StandardCharsets.US_ASCII));
            assertThat(reader.getInputStream().read()).isEqualTo('H');
        }
    }

    private static void assertStopsInTime(ServiceProcess service) throws InterruptedException {
        long from = System.nanoTime();
        int code = service.terminate(STOP.multipliedBy(4));
        assertThat(Duration.ofNanos(System.nanoTime() - from)).as("%s", service).isLessThan(STOP);
        assertThat(code).as("%s", service).isEqualTo(TERMINATED);
    }

    private static void assertWaitedForReaders(ServiceProcess service) {
        assertThat(service).asString().contains("Waiting for HTTP requests");
    }
}

package io.hearth.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.runtime.testing.RealBroker;
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
        }
    }

    private ServiceProcess service(String module, String portSetting) throws IOException {
        Stream<String> servers = Stream.of(
                "hearth.bus.port=" + broker.port(),
                "hearth.keeper.enabled=false",
                "quarkus.redis.hosts=redis://127.0.0.1:" + redis.port());
        ServiceProcess service = new ServiceProcess(module, portSetting, servers);
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
        assertThat(service).asString().contains("Waiting for HTTP requests");
    }
}

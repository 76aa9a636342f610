package io.hearth.box.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hearth.box.BoxPlan;
import io.hearth.box.Refusal;
import io.hearth.box.Server;
import io.hearth.box.redis.RedisProgram;
import io.hearth.box.testing.Configs;
import io.hearth.box.testing.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is said in one line, with what to do, before anything is started. */
class PreflightTest {
    @TempDir
    private Path data;

    @Test
    void a_machine_with_room_and_free_ports_is_fine() {
        Configs configs = Configs.of(data, Map.of());

        assertThatCode(() -> Preflight.check(configs.plan(), configs.all())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "box.broker.port",
                "box.redis.port",
                "box.port",
                "data.port",
                "metadata.keeper.port",
                "rules.port"
            })
    void a_taken_port_is_named_with_its_use_and_who_has_it(String key) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Configs configs = Configs.of(data, Map.of("hearth." + key, Integer.toString(taken.getLocalPort())));

            assertThatThrownBy(() -> Preflight.check(configs.plan(), configs.all()))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContainingAll(
                            Integer.toString(taken.getLocalPort()),
                            "pid " + ProcessHandle.current().pid(),
                            "--port-offset");
        }
    }

    @Test
    void an_offset_that_moves_a_port_out_of_range_is_refused_with_the_range() {
        Configs configs = Configs.of(data, Map.of("hearth.device.port", "59982", "hearth.box.port-offset", "20000"));

        assertThatThrownBy(configs::plan).isInstanceOf(Refusal.class).hasMessageContainingAll("20000", "5553");
    }

    @Test
    void a_disk_that_is_too_full_is_named_with_the_folder() {
        BoxPlan plan =
                Configs.of(data, Map.of("hearth.box.min-free-disk", "900T")).plan();

        assertThatThrownBy(() -> DataFolder.take(plan))
                .isInstanceOf(Refusal.class)
                .hasMessageContainingAll("disk", data.toString(), "--data");
        assertThat(data.resolve("run/box.pid")).doesNotExist();
    }

    @Test
    void a_folder_that_cannot_be_made_is_named() throws IOException {
        Path file = Files.writeString(data.resolve("file"), "not a folder");
        BoxPlan plan = Configs.of(file.resolve("data"), Map.of()).plan();

        assertThatThrownBy(() -> DataFolder.take(plan))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void a_redis_that_is_not_there_is_named() {
        int nobody = Ports.free();
        Configs configs = Configs.of(data, Map.of("hearth.box.redis.external", "127.0.0.1:" + nobody));

        assertThatThrownBy(() -> Preflight.check(configs.plan(), configs.all()))
                .isInstanceOf(Refusal.class)
                .hasMessageContainingAll("Redis", Integer.toString(nobody), "--redis");
    }

    @Test
    void a_redis_with_another_password_is_named_and_the_right_one_gets_in() throws Exception {
        Server server = new Server("127.0.0.1", Ports.free());
        Process redis = new ProcessBuilder(
                        RedisProgram.installed().orElseThrow().toString(),
                        "--port",
                        Integer.toString(server.port()),
                        "--bind",
                        "127.0.0.1",
                        "--requirepass",
                        "right",
                        "--save",
                        "",
                        "--dir",
                        data.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> PortHolder.of(server.port()).isPresent());
            for (String password : new String[] {"wrong", ""}) {
                Configs configs = withRedis(server, password);
                assertThatThrownBy(() -> Preflight.check(configs.plan(), configs.all()))
                        .isInstanceOf(Refusal.class)
                        .hasMessageContainingAll("password", "HEARTH_REDIS_PASSWORD", server.toString());
            }
            Configs right = withRedis(server, "right");
            assertThatCode(() -> Preflight.check(right.plan(), right.all())).doesNotThrowAnyException();
        } finally {
            redis.destroyForcibly().waitFor();
        }
    }

    private Configs withRedis(Server server, String password) {
        return Configs.of(
                data, Map.of("hearth.box.redis.external", server.toString(), "hearth.box.redis.password", password));
    }

    @Test
    void a_broker_that_is_not_there_is_named() {
        int nobody = Ports.free();
        Configs configs = Configs.of(data, Map.of("hearth.box.broker.external", "127.0.0.1:" + nobody));

        assertThatThrownBy(() -> Preflight.check(configs.plan(), configs.all()))
                .isInstanceOf(Refusal.class)
                .hasMessageContainingAll("broker", Integer.toString(nobody), "--mqtt");
    }

    @Test
    void something_that_is_no_broker_is_told_apart() throws Exception {
        try (ServerSocket web = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var socket = web.accept()) {
                    socket.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                } catch (IOException closed) {
                    // the test is over
                }
            });

            Optional<String> why = MqttProbe.ask(
                    new Server("127.0.0.1", web.getLocalPort()),
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ofSeconds(3));

            assertThat(why).hasValueSatisfying(reason -> assertThat(reason).contains("MQTT"));
        }
    }
}

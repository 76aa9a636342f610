package io.hearth.box.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hearth.box.BoxConfig;
import io.hearth.box.Server;
import io.hearth.box.testing.Configs;
import io.hearth.box.testing.JavaProcess;
import io.hearth.box.testing.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The redis-server beside the box: it keeps what it answered, comes back when it ends, and goes with the box. */
class EmbeddedRedisTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path data;

    private final int port = Ports.free();
    private final Server address = new Server("127.0.0.1", port);

    @Test
    void what_it_answered_is_there_after_it_was_killed_and_came_back_by_itself() throws Exception {
        try (EmbeddedRedis redis = started(Map.of())) {
            say("SET", "kept", "yes");
            long before = redis.pid().orElseThrow();

            ProcessHandle.of(before).orElseThrow().destroyForcibly();

            await().atMost(SOON)
                    .until(() -> redis.pid().filter(pid -> pid != before).isPresent() && ready());
            assertThat(say("GET", "kept")).contains("yes");
        }
    }

    @Test
    void after_a_clean_stop_nothing_of_it_runs_and_its_data_is_found_again() throws Exception {
        List<ProcessHandle> all;
        try (EmbeddedRedis redis = started(Map.of())) {
            say("SET", "kept", "yes");
            all = ProcessHandle.current().descendants().toList();
            assertThat(redis.pid()).isPresent();
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(all).noneMatch(ProcessHandle::isAlive));

        try (EmbeddedRedis again = started(Map.of())) {
            assertThat(say("GET", "kept")).contains("yes");
            assertThat(again.program()).isExecutable();
        }
    }

    @Test
    void it_goes_with_the_process_that_started_it_even_by_kill_9() throws Exception {
        JavaProcess box = RedisProcess.start(data, port);
        List<ProcessHandle> all = box.handle().descendants().toList();
        assertThat(all).hasSizeGreaterThanOrEqualTo(2);

        box.kill();

        await().atMost(SOON).untilAsserted(() -> assertThat(all).noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void its_folder_is_for_this_user_only() throws Exception {
        try (EmbeddedRedis redis = started(Map.of())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("redis"))))
                    .isEqualTo("rwx------");
            assertThat(redis.pid()).isPresent();
        }
    }

    @Test
    void a_full_memory_refuses_writes_and_evicts_nothing() throws Exception {
        try (EmbeddedRedis redis = started(Map.of("hearth.box.redis.max-memory", "4M"))) {
            assertThat(redis.pid()).isPresent();
            assertThat(say("SET", "first", "x".repeat(100_000))).startsWith("+OK");
            String last = "+OK";
            for (int i = 0; last.startsWith("+OK") && i < 100; i++) {
                last = say("SET", "more" + i, "x".repeat(100_000));
            }
            assertThat(last).startsWith("-OOM");
            assertThat(say("EXISTS", "first")).startsWith(":1");
        }
    }

    @Test
    void a_taken_port_is_told_in_one_line() throws IOException {
        try (ServerSocket taken = new ServerSocket(port, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            assertThat(taken.isBound()).isTrue();
            assertThatThrownBy(() -> started(Map.of("hearth.box.redis.start-timeout", "3s")))
                    .isInstanceOf(IOException.class)
                    .message()
                    .doesNotContain("\n");
        }
    }

    @Test
    void the_server_that_the_box_carries_runs_where_none_is_installed() throws Exception {
        Path carried = RedisProgram.carried(data.resolve("program"));
        try (EmbeddedRedis redis = started(Map.of("hearth.box.redis.program", carried.toString()))) {
            assertThat(say("SET", "a", "b")).startsWith("+OK");
            assertThat(redis.program()).isEqualTo(carried);
        }
    }

    private EmbeddedRedis started(Map<String, String> settings) throws IOException, InterruptedException {
        BoxConfig.Redis config = Configs.of(data, settings).box().redis();
        return EmbeddedRedis.start(config, address, data.resolve("redis"), data.resolve("logs"));
    }

    private boolean ready() {
        return RedisProbe.ask(address, Optional.empty(), Duration.ofSeconds(1)) instanceof RedisProbe.Answer.Ready;
    }

    /** One command in Redis' inline form, and the first bytes of its answer. */
    private String say(String... words) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
            for (String word : words) {
                request.append("$")
                        .append(word.length())
                        .append("\r\n")
                        .append(word)
                        .append("\r\n");
            }
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            byte[] answer = new byte[200];
            int length = in.read(answer);
            return new String(answer, 0, Math.max(0, length), StandardCharsets.US_ASCII);
        }
    }
}

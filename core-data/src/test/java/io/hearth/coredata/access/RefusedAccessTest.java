package io.hearth.coredata.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.coredata.DataMetrics;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.TestRedisBatch;
import io.hearth.runtime.testing.RealRedis;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Redis itself logs nothing of who names no user. */
class RefusedAccessTest {
    private final RealRedis server = new RealRedis();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private TestRedisBatch client;
    private RefusedAccess refused;
    private long now;

    @BeforeEach
    void a_redis_with_a_password() {
        server.start();
        client = new TestRedisBatch(server.port());
        RedisBatch redis = client.batch();
        redis.send(Request.cmd(Command.CONFIG).arg("SET").arg("requirepass").arg("secret"));
        refused = new RefusedAccess(redis, new DataMetrics(registry), () -> now);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void who_names_no_user_or_a_wrong_password_is_counted_by_the_reason() throws IOException {
        refused.look();
        assertThat(ask("GET cd:devices")).startsWith("-NOAUTH");
        assertThat(ask("AUTH wrong")).startsWith("-WRONGPASS");
        assertThat(ask("AUTH wrong")).startsWith("-WRONGPASS");
        later(Duration.ofSeconds(10));
        refused.look();

        assertThat(counted("NOAUTH")).isEqualTo(1);
        assertThat(counted("WRONGPASS")).isEqualTo(2);
    }

    @Test
    void what_was_refused_before_the_first_look_is_not_told_and_nothing_twice() throws IOException {
        ask("PING");
        refused.look();
        ask("PING");
        for (int look = 0; look < 3; look++) {
            later(Duration.ofSeconds(10));
            refused.look();
        }

        assertThat(counted("NOAUTH")).isEqualTo(1);
    }

    @Test
    void other_errors_are_none_of_this() throws IOException {
        refused.look();
        client.batch()
                .send(Request.cmd(Command.CONFIG).arg("SET").arg("requirepass").arg(""));
        assertThat(ask("NOSUCHCOMMAND")).startsWith("-ERR");
        later(Duration.ofSeconds(10));
        refused.look();

        assertThat(registry.find("hearth_redis_refused").counters()).isEmpty();
    }

    @Test
    void a_redis_that_begins_to_count_anew_is_told_of_too() throws IOException {
        ask("PING");
        ask("PING");
        refused.look();
        client.batch().send(Request.cmd(Command.CONFIG).arg("RESETSTAT"));
        ask("PING");
        later(Duration.ofSeconds(10));
        refused.look();

        assertThat(counted("NOAUTH")).isEqualTo(1);
    }

    private void later(Duration time) {
        now += time.toNanos();
    }

    private double counted(String reason) {
        Counter counter =
                registry.find("hearth_redis_refused").tag("reason", reason).counter();
        return counter == null ? 0 : counter.count();
    }

    private String ask(String command) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }
}

package io.hearth.runtime.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.runtime.testing.RealRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The users that the secure variant gives Redis, in the chart as in the containers. */
class SecureUsersTest {
    private static final Path USERS = Path.of("../helm/hearth/files/secure/redis-users");
    private static final String PASSWORD = "hush-hush";

    @TempDir
    private Path files;

    /** Redis reads its file back with the rights of {@code default}, and drops transactions that may do more (redis/redis issue 14541). */
    @Test
    void what_a_service_stored_in_a_transaction_is_there_after_redis_was_killed() throws IOException {
        try (RealRedis redis = withUsers()) {
            redis.start();
            assertThat(asked(redis, "AUTH core-data " + PASSWORD, "MULTI", "SET cd:a 1", "SET cd:b 2", "EXEC"))
                    .contains("+QUEUED")
                    .doesNotContain("-NOPERM");

            redis.kill();
            redis.start();

            assertThat(asked(redis, "AUTH core-data " + PASSWORD, "MGET cd:a cd:b"))
                    .contains("$1\r\n1", "$1\r\n2");
        }
    }

    @Test
    void who_says_no_name_or_that_of_the_default_user_may_nothing() throws IOException {
        try (RealRedis redis = withUsers()) {
            redis.start();
            assertThat(asked(redis, "GET cd:a")).startsWith("-NOAUTH");
            for (String password : new String[] {"\"\"", "any", PASSWORD}) {
                assertThat(asked(redis, "AUTH default " + password, "GET cd:a"))
                        .startsWith("-WRONGPASS")
                        .contains("-NOAUTH");
            }
        }
    }

    private RealRedis withUsers() throws IOException {
        String users = Files.readString(USERS).replace("#PASSWORD", ">" + PASSWORD);
        return new RealRedis(
                "--aclfile", Files.writeString(files.resolve("users"), users).toString());
    }

    /** All that is answered to these commands. */
    private static String asked(RealRedis redis, String... commands) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            String all = String.join("\r\n", commands) + "\r\nQUIT\r\n";
            socket.getOutputStream().write(all.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}

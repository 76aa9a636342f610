package io.hearth.runtime.redis;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Who we are at Redis: what Quarkus' settings ({@code quarkus.redis.*}, with the address and TLS) do not have. */
@ConfigMapping(prefix = "hearth.redis")
public interface RedisLoginConfig {
    /** The user (Redis' ACL) to log in as; Redis' user {@code default} when absent. */
    Optional<String> username();

    /** A file whose first line is the password, in place of {@code quarkus.redis.password}; read at the start. */
    Optional<Path> passwordFile();
}

package io.hearth.runtime.redis;

import io.hearth.runtime.mqtt.Secret;
import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.quarkus.redis.runtime.client.config.RedisConfig;
import io.quarkus.runtime.StartupEvent;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Tells the client who we are at Redis. The user goes into the address as a parameter, which is where the client looks for one
 * whose password is not in the address too; of {@code redis://user@host} it takes no notice.
 */
@Singleton
public class RedisLogin implements RedisOptionsCustomizer {
    private final RedisLoginConfig config;

    RedisLogin(RedisLoginConfig config) {
        this.config = config;
    }

    /** The client is made when it is first used: too late to say what is wrong. */
    void check(@Observes StartupEvent event) {
        password();
    }

    /** {@link IllegalArgumentException} naming the setting and what is allowed, when it makes no sense. */
    @Override
    public void customize(String client, RedisOptions options) {
        if (!RedisConfig.DEFAULT_CLIENT_NAME.equals(client)) {
            return;
        }
        password().ifPresent(password -> {
            if (options.getPassword() != null) {
                throw new IllegalArgumentException(
                        "quarkus.redis.password and hearth.redis.password-file are both set, allowed is one of them");
            }
            options.setPassword(password);
        });
        config.username().ifPresent(user -> {
            if (options.getPassword() == null) {
                throw new IllegalArgumentException(
                        "hearth.redis.username is '" + user
                                + "' and there is no password, allowed is one in hearth.redis.password-file or quarkus.redis.password");
            }
            List<String> named = options.getEndpoints().stream()
                    .map(address -> named(address, user))
                    .toList();
            options.setEndpoints(named);
        });
    }

    private static String named(String address, String user) {
        return address + (address.contains("?") ? "&" : "?") + "user="
                + URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Optional<String> password() {
        return Secret.of("hearth.redis.password", Optional.empty(), config.passwordFile());
    }
}

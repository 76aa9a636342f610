package io.hearth.runtime.mqtt;

import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Who we are at a broker. Files are read each time it is asked for, so that a renewed password counts at the next connection.
 *
 * @param config the settings
 * @param prefix what the settings' names begin with, e.g. {@code hearth.bus}, for messages
 */
public record Login(AccessConfig config, String prefix) {
    /** Whether any of its settings is set. */
    boolean isSet() {
        return isNamed()
                || config.password().isPresent()
                || config.passwordFile().isPresent();
    }

    /** Whether we say who we are. */
    public boolean isNamed() {
        return config.username().isPresent() || config.usernameFile().isPresent();
    }

    boolean isInFiles() {
        return config.usernameFile().isPresent() || config.passwordFile().isPresent();
    }

    /**
     * That the settings make sense and their files can be read.
     *
     * @throws IllegalArgumentException naming the setting and what is allowed, never with a secret
     */
    void check() {
        if (user().isEmpty() && password().isPresent()) {
            throw new IllegalArgumentException(
                    prefix + ".password is set and " + prefix
                            + ".username is not, allowed are both, or a user alone: MQTT 3.1.1 knows no password without a user");
        }
    }

    /** For MQTT 5; absent when it is not to be said. {@link IllegalArgumentException} for a file that cannot be read. */
    public Optional<Mqtt5SimpleAuth> for5() {
        return user().map(user ->
                Mqtt5SimpleAuth.builder().username(user).password(octets()).build());
    }

    /** For MQTT 3.1.1; absent when it is not to be said. {@link IllegalArgumentException} for a file that cannot be read. */
    public Optional<Mqtt3SimpleAuth> for3() {
        return user().map(user ->
                Mqtt3SimpleAuth.builder().username(user).password(octets()).build());
    }

    private Optional<String> user() {
        return Secret.of(prefix + ".username", config.username(), config.usernameFile());
    }

    private Optional<String> password() {
        return Secret.of(prefix + ".password", config.password(), config.passwordFile());
    }

    private byte[] octets() {
        return password().orElse("").getBytes(StandardCharsets.UTF_8);
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return prefix;
    }
}

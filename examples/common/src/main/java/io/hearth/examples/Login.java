package io.hearth.examples;

import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** As whom an example's devices log in at the broker. */
final class Login {
    private Login() {}

    /**
     * {@code MQTT_USERNAME} and {@code MQTT_PASSWORD} of an environment, which is where a password is not seen by others as it
     * is on a command line; without a name they log in as nobody.
     */
    static Optional<Mqtt3SimpleAuth> of(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("MQTT_USERNAME"))
                .filter(name -> !name.isBlank())
                .map(name -> Mqtt3SimpleAuth.builder()
                        .username(name)
                        .password(environment.getOrDefault("MQTT_PASSWORD", "").getBytes(StandardCharsets.UTF_8))
                        .build());
    }
}

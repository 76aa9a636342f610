package io.hearth.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoginTest {
    @Test
    void devicesLogInAsTheEnvironmentSays() {
        var login = Login.of(Map.of("MQTT_USERNAME", "house", "MQTT_PASSWORD", "key"))
                .orElseThrow();
        assertThat(login.getUsername().toString()).isEqualTo("house");
        String password =
                StandardCharsets.UTF_8.decode(login.getPassword().orElseThrow()).toString();
        assertThat(password).isEqualTo("key");
    }

    @Test
    void withoutANameTheyLogInAsNobody() {
        assertThat(Login.of(Map.of("MQTT_PASSWORD", "key"))).isEmpty();
        assertThat(Login.of(Map.of("MQTT_USERNAME", ""))).isEmpty();
    }
}

package io.hearth.command.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hearth.runtime.testing.Authority;
import io.hearth.runtime.testing.RealBroker;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The external broker with TLS on both sides. That each kind of bad certificate is told is tested with the device service. */
class ExternalTlsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final RealBroker MOSQUITTO = new RealBroker();

    @TempDir
    private static Path files;

    private static Authority authority;
    private static Authority.Issued client;
    private static int mutual;

    private ExternalBroker broker;

    @BeforeAll
    static void start() {
        authority = new Authority(files, "authority");
        client = authority.forClient("client");
        mutual = MOSQUITTO.listenWithTls(authority, authority.forHost("server", "127.0.0.1"), true);
        MOSQUITTO.start();
    }

    @AfterAll
    static void stop() {
        MOSQUITTO.close();
    }

    @AfterEach
    void disconnect() {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void our_certificate_lets_us_in() {
        connect(Map.of(
                "ca-file",
                authority.certificate(),
                "tls.cert-file",
                client.certificate(),
                "tls.key-file",
                client.key()));

        await().atMost(SOON).untilAsserted(() -> assertThat(broker.trouble()).isEmpty());
    }

    @Test
    void an_address_in_the_clear_with_tls_switched_on_stops_the_start() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> connect(Map.of("url", "tcp://127.0.0.1:" + mutual, "tls.enabled", "true")))
                .withMessageContaining("hearth.command.external.tls.enabled is 'true'")
                .withMessageContaining("hearth.command.external.url is 'tcp://127.0.0.1:" + mutual + "'");
    }

    @Test
    void without_one_the_broker_refuses_and_it_is_told() {
        connect(Map.of("tls.ca-file", authority.certificate()));

        await().atMost(SOON).untilAsserted(() -> assertThat(broker.trouble())
                .contains("external broker at 127.0.0.1:" + mutual, "refused our TLS connection"));
    }

    @Test
    void a_broker_that_is_not_of_a_trusted_authority_is_refused_and_it_is_told() {
        connect(Map.of());

        await().atMost(SOON).untilAsserted(() -> assertThat(broker.trouble()).contains("not trusted"));
    }

    @Test
    void a_file_that_cannot_be_read_is_named() {
        assertThatThrownBy(() -> connect(Map.of("tls.ca-file", files.resolve("nowhere.pem"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hearth.command.external.tls.ca-file")
                .hasMessageContaining("nowhere.pem");
    }

    private void connect(Map<String, Object> settings) {
        Map<String, String> values = new HashMap<>(Map.of(
                "hearth.command.external.enabled", "true", "hearth.command.external.url", "ssl://127.0.0.1:" + mutual));
        settings.forEach((name, value) -> values.put("hearth.command.external." + name, value.toString()));
        ExternalConfig config = new SmallRyeConfigBuilder()
                .withMapping(ExternalConfig.class, "hearth.command.external")
                .withDefaultValues(values)
                .withConverter(Duration.class, 200, new DurationConverter())
                .addDefaultInterceptors()
                .build()
                .getConfigMapping(ExternalConfig.class, "hearth.command.external");
        broker = new ExternalBroker(config, message -> {});
        broker.connect();
    }
}

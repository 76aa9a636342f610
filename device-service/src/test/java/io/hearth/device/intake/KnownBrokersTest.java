package io.hearth.device.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import io.hearth.device.DeviceConfig;
import io.hearth.runtime.bus.BusConfig;
import io.hearth.runtime.testing.Authority;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How we get in at the devices' brokers, of which one is usually the bus's. */
class KnownBrokersTest {
    private static final int PORT = 8883;

    @TempDir
    private static Path files;

    private static BusConfig bus;

    @BeforeAll
    static void busWithTlsUserAndPassword() {
        bus = bus(Map.of(
                "hearth.bus.host", "127.0.0.1",
                "hearth.bus.port", Integer.toString(PORT),
                "hearth.bus.username", "device-mqtt",
                "hearth.bus.password", "hush",
                "hearth.bus.tls.enabled", "true",
                "hearth.bus.tls.ca-file",
                        new Authority(files, "authority").certificate().toString()));
    }

    @Test
    void at_the_bus_s_broker_we_get_in_as_the_bus_does() {
        BrokerSettings own = brokers(PORT).ofDevicesThatNameNone();

        assertThat(login(own)).contains("device-mqtt:hush");
        assertThat(own.transport().getSslConfig()).isPresent();
    }

    @Test
    void what_is_set_of_the_devices_goes_before_who_we_are_and_encryption_each_by_itself() {
        BrokerSettings own = brokers(
                        PORT, "hearth.device.mqtt.username", "gateway", "hearth.device.mqtt.password", "own")
                .ofDevicesThatNameNone();

        assertThat(login(own)).contains("gateway:own");
        assertThat(own.transport().getSslConfig()).isPresent();
    }

    @Test
    void the_bus_s_password_goes_to_no_other_broker() {
        KnownBrokers brokers = brokers(
                1883,
                "hearth.device.brokers.plant.host",
                "plant.example",
                "hearth.device.brokers.same.port",
                Integer.toString(PORT),
                "hearth.device.brokers.same.host",
                "127.0.0.1");

        assertThat(brokers.byName()).containsOnlyKeys("default", "plant", "same");
        assertThat(brokers.byName().values()).allSatisfy(other -> {
            assertThat(login(other)).isEmpty();
            assertThat(other.transport().getSslConfig()).isEmpty();
        });
    }

    @Test
    void a_wrong_setting_of_the_bus_is_told_by_the_bus_s_name() {
        BusConfig broken = bus(Map.of(
                "hearth.bus.host", "127.0.0.1",
                "hearth.bus.port", Integer.toString(PORT),
                "hearth.bus.tls.enabled", "true",
                "hearth.bus.tls.ca-file", "nowhere.pem"));
        DeviceConfig config = HivemqBrokerTest.config(PORT, files);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KnownBrokers.of(config, broken))
                .withMessageContaining("hearth.bus.tls.ca-file is 'nowhere.pem'");
    }

    private static KnownBrokers brokers(int port, String... settings) {
        return KnownBrokers.of(HivemqBrokerTest.config(port, files, settings), bus);
    }

    private static Optional<String> login(BrokerSettings settings) {
        return settings.connect().getSimpleAuth().map(KnownBrokersTest::text);
    }

    private static String text(Mqtt5SimpleAuth login) {
        return login.getUsername().orElseThrow() + ":"
                + StandardCharsets.UTF_8.decode(login.getPassword().orElseThrow());
    }

    /** The bus's settings; its defaults but for these. */
    static BusConfig bus(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(BusConfig.class)
                .withDefaultValues(new HashMap<>(settings))
                .withConverter(Duration.class, 200, new DurationConverter())
                .build()
                .getConfigMapping(BusConfig.class);
    }
}

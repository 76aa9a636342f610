package io.hearth.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearth.contracts.bus.Topics;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceKeyTest {
    private static SmallRyeConfig with(Map<String, String> settings) throws IOException {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(DeviceConfig.class)
                .withSources(new InstanceSettings())
                .withSources(new PropertiesConfigSource(
                        ServiceKeyTest.class.getResource("/META-INF/microprofile-config.properties"), 100))
                .withSources(new PropertiesConfigSource(settings, "test", 400))
                .build();
    }

    @Test
    void without_a_name_everything_is_called_as_it_always_was() throws IOException {
        SmallRyeConfig config = with(Map.of());

        DeviceConfig device = config.getConfigMapping(DeviceConfig.class);
        assertThat(device.serviceKey()).isEqualTo(ServiceKey.ALONE).hasToString("device-mqtt");
        assertThat(device.dataDir()).isEqualTo(Path.of(".hearth/device-mqtt"));
        assertThat(topic(config, "ds-commands")).isEqualTo("edgex/device/command/request/device-mqtt/#");
        assertThat(clientId(config, "ds-commands")).isEqualTo("hearth-device-mqtt-ds-commands");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hearth.device.instance", "edgex.instance.name"})
    void an_instance_has_a_key_a_folder_topics_and_sessions_of_its_own(String setting) throws IOException {
        SmallRyeConfig config = with(Map.of(setting, "north"));

        DeviceConfig device = config.getConfigMapping(DeviceConfig.class);
        assertThat(device.serviceKey()).hasToString("device-mqtt_north");
        assertThat(device.instance()).hasValue("north");
        assertThat(device.dataDir()).isEqualTo(Path.of(".hearth/device-mqtt_north"));
        assertThat(topic(config, "ds-commands")).isEqualTo("edgex/device/command/request/device-mqtt_north/#");
        assertThat(topic(config, "ds-validate")).isEqualTo("edgex/device-mqtt_north/validate/device");
        assertThat(topic(config, "ds-replays")).isEqualTo("edgex/replays/device-mqtt_north");
        for (String channel : new String[] {"ds-commands", "ds-system", "ds-validate", "ds-replays"}) {
            assertThat(clientId(config, channel)).isEqualTo("hearth-device-mqtt_north-" + channel);
        }
    }

    private static String topic(SmallRyeConfig config, String channel) {
        return Topics.DEFAULT.filter(config.getValue("mp.messaging.incoming." + channel + ".topic", String.class));
    }

    private static String clientId(SmallRyeConfig config, String channel) {
        return config.getValue("mp.messaging.incoming." + channel + ".client-id", String.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "a+", "#", "_a", "-a", "ä"})
    void a_name_that_could_not_be_a_level_of_topics_is_refused_by_its_setting(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceKey.of(name))
                .withMessageContaining("hearth.device.instance")
                .withMessageContaining("'device-mqtt_" + name + "'");
    }

    @Test
    void a_name_has_at_most_64_characters() {
        assertThat(ServiceKey.of("x".repeat(64)).value()).hasSize("device-mqtt_".length() + 64);
        assertThatIllegalArgumentException().isThrownBy(() -> ServiceKey.of("x".repeat(65)));
    }

    @Test
    void other_instances_are_beside_it_and_services_of_other_kinds_are_not() {
        ServiceKey north = ServiceKey.of("north");

        assertThat(north.isBeside("device-mqtt")).isTrue();
        assertThat(north.isBeside("device-mqtt_south")).isTrue();
        assertThat(north.isBeside("device-mqtt_north")).isFalse();
        assertThat(north.isBeside("device-mqtt-north")).isFalse();
        assertThat(north.isBeside("device-modbus")).isFalse();
        assertThat(ServiceKey.ALONE.isBeside("device-mqtt_north")).isTrue();
        assertThat(ServiceKey.ALONE.isBeside("device-mqtt")).isFalse();
    }
}

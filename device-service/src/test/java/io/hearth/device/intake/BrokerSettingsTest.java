package io.hearth.device.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearth.device.DeviceConfig;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a broker's limits say to what we ask of it ourselves. */
class BrokerSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "azure-iot-hub, status-topic, hearth/status, hearth/status, 'begins with [devices/, $iothub/]'",
        "azure-iot-hub, connected-topic, clients/{client}/up, clients/+/up, 'begins with [devices/, $iothub/]'",
        "aws-iot, disconnected-topic, a/b/c/d/e/f/g/h/{client}, a/b/c/d/e/f/g/h/+, 9 levels",
        "aws-iot, status-topic, a/b/c/d/e/f/g/h/i, a/b/c/d/e/f/g/h/i, 9 levels"
    })
    void a_topic_that_the_broker_does_not_take_stops_the_start(
            String limits, String setting, String value, String topic, String why) {
        DeviceConfig config = HivemqBrokerTest.config(
                1, Path.of("."), "hearth.device.mqtt.limits", limits, "hearth.device.mqtt." + setting, value);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KnownBrokers.of(config, KnownBrokersTest.bus(Map.of())))
                .withMessageContaining("hearth.device.mqtt.limits is '" + limits + "'")
                .withMessageContaining("'" + topic + "' of " + setting)
                .withMessageContaining(why);
    }

    @Test
    void what_a_convention_listens_to_stops_the_start_where_the_broker_does_not_take_it() {
        BrokerSettings azure = new BrokerSettings(
                "default",
                HivemqBrokerTest.config(1, Path.of("."), "hearth.device.mqtt.limits", "azure-iot-hub")
                        .mqtt());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> azure.subscribable("Homie", "homie/+/$homie"))
                .withMessageContaining("'homie/+/$homie' of Homie");
        azure.subscribable("Homie", "devices/+/messages/#");
        assertThat(azure.connectedTopic()).isEmpty();
    }
}

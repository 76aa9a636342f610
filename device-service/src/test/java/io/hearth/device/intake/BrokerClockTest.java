package io.hearth.device.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.device.mapping.MappingRules;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose clock a broker's stamps are by. */
class BrokerClockTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,true",
        "localhost,true",
        "::1,true",
        "10.1.0.7,false",
        "mqtt-broker,false",
        "127.example,false"
    })
    void only_a_broker_on_this_host_has_our_clock(String host, boolean ours) {
        var config = HivemqBrokerTest.config(1883, dir, "hearth.device.mqtt.host", host)
                .mqtt();
        assertThat(new BrokerSettings(MappingRules.DEFAULT_BROKER, config).isOnThisHost())
                .isEqualTo(ours);
    }
}

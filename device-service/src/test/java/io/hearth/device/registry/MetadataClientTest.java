package io.hearth.device.registry;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hearth.runtime.testing.NeverEnding;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MetadataClientTest {
    @Test
    void an_answer_with_more_octets_than_allowed_is_none() {
        try (NeverEnding metadata = new NeverEnding(1001);
                MetadataClient client = new MetadataClient(metadata.url(), Duration.ofMinutes(1), 1000)) {
            assertThatExceptionOfType(MetadataUnavailable.class)
                    .isThrownBy(() -> client.devices("device-mqtt"))
                    .withMessageContaining("1000");
        }
    }

    @Test
    void an_answer_that_does_not_come_whole_in_time_is_none() {
        try (NeverEnding metadata = new NeverEnding(10);
                MetadataClient client = new MetadataClient(metadata.url(), Duration.ofMillis(300), 1000)) {
            assertThatExceptionOfType(MetadataUnavailable.class)
                    .isThrownBy(() -> client.profile("boiler"))
                    .withMessageContaining("300 ms");
        }
    }
}

package io.hearth.coredata.retention;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hearth.coredata.DataConfig;
import io.hearth.runtime.testing.NeverEnding;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataDevicesTest {
    private static MetadataDevices devices(NeverEnding metadata, String setting, String value) {
        Map<String, String> settings = new HashMap<>(
                Map.of("hearth.data.metadata.url", metadata.url().toString(), "hearth.data.metadata.timeout", "1m"));
        settings.put(setting, value);
        return new MetadataDevices(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "settings", 100))
                .addDiscoveredConverters()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(DataConfig.class)
                .build()
                .getConfigMapping(DataConfig.class));
    }

    @Test
    void devices_of_which_there_are_more_octets_than_allowed_are_not_taken() {
        try (NeverEnding metadata = new NeverEnding(1001)) {
            MetadataDevices devices = devices(metadata, "hearth.data.metadata.max-answer-bytes", "1000");

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(devices::all)
                    .withMessageContaining("1000");
        }
    }

    @Test
    void devices_that_do_not_come_whole_in_time_are_not_waited_for() {
        try (NeverEnding metadata = new NeverEnding(10)) {
            MetadataDevices devices = devices(metadata, "hearth.data.metadata.timeout", "300ms");

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(devices::all)
                    .withMessageContaining("300 ms");
        }
    }
}

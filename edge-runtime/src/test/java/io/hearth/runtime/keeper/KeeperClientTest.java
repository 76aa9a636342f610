package io.hearth.runtime.keeper;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hearth.runtime.testing.NeverEnding;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeeperClientTest {
    private static KeeperClient client(NeverEnding keeper, String setting, String value) {
        Map<String, String> settings =
                new HashMap<>(Map.of("hearth.keeper.url", keeper.url().toString(), "hearth.keeper.timeout", "1m"));
        settings.put(setting, value);
        return new KeeperClient(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "settings", 100))
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(KeeperSettings.class)
                .build()
                .getConfigMapping(KeeperSettings.class));
    }

    @Test
    void a_core_keeper_that_begins_to_answer_and_stops_is_away_when_the_time_is_over() {
        try (NeverEnding keeper = new NeverEnding(10)) {
            KeeperClient client = client(keeper, "hearth.keeper.timeout", "300ms");

            assertThatExceptionOfType(KeeperUnavailable.class)
                    .isThrownBy(() -> client.valuesBelow("edgex/v4/core-data"))
                    .withMessageContainingAll(keeper.url().toString(), "300 ms");
            client.close();
        }
    }

    @Test
    void a_core_keeper_that_answers_more_than_is_allowed_is_away() {
        try (NeverEnding keeper = new NeverEnding(1001)) {
            KeeperClient client = client(keeper, "hearth.keeper.max-answer-bytes", "1000");

            assertThatExceptionOfType(KeeperUnavailable.class)
                    .isThrownBy(() -> client.valuesBelow("edgex/v4/core-data"))
                    .withMessageContaining("1000");
            client.close();
        }
    }
}

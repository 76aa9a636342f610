package io.hearth.command;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeastValuesTest {
    private static void check(Map<String, String> settings) {
        CommandConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(CommandConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(CommandConfig.class);
        new LeastValues().check(null, config);
    }

    @Test
    void what_is_set_by_default_is_allowed() {
        assertThatCode(() -> check(Map.of())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "max-waiting-per-device, 0",
        "max-waiting, 0",
        "max-concurrent, -1",
        "max-devices, 0",
        "max-profiles, 0",
        "journal.max-entries, 0",
        "journal.max-bytes, 0",
        "journal.queue, 0",
        "journal.max-value-bytes, -1",
        "group.max-devices, 0",
        "group.concurrent, 0",
        "guard.max-timed-holds, 0",
        "external.max-concurrent-requests, 0"
    })
    void a_bound_that_makes_no_sense_is_named_with_its_value_and_what_is_allowed(String name, String value) {
        assertThatThrownBy(() -> check(Map.of("hearth.command." + name, value)))
                .hasMessageStartingWith("hearth.command." + name + " is '" + value + "', allowed is ");
    }
}

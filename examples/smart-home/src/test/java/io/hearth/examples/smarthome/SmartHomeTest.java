package io.hearth.examples.smarthome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.examples.Options;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SmartHomeTest {
    @Test
    void a_time_is_a_number_with_a_unit() {
        assertThat(Options.duration("90s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(Options.duration("1m30s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(Options.duration("0.5s")).isEqualTo(Duration.ofMillis(500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "90", "soon", "0s", "-5s"})
    void what_is_not_a_time_is_refused(String text) {
        assertThatThrownBy(() -> Options.duration(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("is not a time such as 90s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--mqtt=broker:nowhere", "--for=soon", "--speed=0", "--speed=NaN", "--quick"})
    void a_wrong_option_ends_with_2_before_anything_is_asked(String option) {
        assertThat(SmartHome.commandLine().execute(option)).isEqualTo(2);
    }

    @Test
    void a_hearth_that_is_not_up_ends_with_1() {
        assertThat(SmartHome.commandLine().execute("--metadata=http://127.0.0.1:9"))
                .isEqualTo(1);
    }
}

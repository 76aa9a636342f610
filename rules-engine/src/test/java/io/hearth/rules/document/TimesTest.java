package io.hearth.rules.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({"30s, PT30S", "1h30m, PT1H30M", "500ms, PT0.5S", "2d, PT48H", "PT5M, PT5M", "0s, PT0S"})
    void times_are_read_as_people_write_them_and_written_so_that_they_are_read_again(String text, Duration time) {
        assertThat(Times.read(text)).contains(time);
        assertThat(Times.read(Times.write(time))).contains(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "s", "-5s", "PT-5S", "1m1h", "soon", "PT0.0001S", "9999999999999d"})
    void all_else_is_no_time(String text) {
        assertThat(Times.read(text)).isEmpty();
    }
}

package io.hearth.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
    @Test
    void options_become_settings() {
        assertThat(Arguments.settings("--mqtt", "[::1]:1884", "--port-offset", "-100", "--data", "/var/lib/hearth"))
                .containsEntry("hearth.box.broker.external", "[::1]:1884")
                .containsEntry("hearth.box.port-offset", "-100")
                .containsEntry("hearth.box.data", "/var/lib/hearth");
    }

    @ParameterizedTest
    @CsvSource({
        "--mqtt,foo",
        "--mqtt,host:",
        "--redis,host:0",
        "--redis,host:70000",
        "--redis,::1:6379",
        "--port-offset,x",
        "--data,",
        "--what,x"
    })
    void what_is_not_understood_is_named(String option, String value) {
        assertThatThrownBy(() -> Arguments.settings(option, value == null ? "" : value))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(option);
    }
}

package io.hearth.contracts.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadWriteTest {
    @ParameterizedTest
    @CsvSource({"R, true, false", "W, false, true", "RW, true, true", "WR, true, true"})
    void the_letters_say_what_may_be_done(String text, boolean read, boolean write) {
        assertThat(ReadWrite.isValid(text)).isTrue();
        assertThat(ReadWrite.canRead(text)).isEqualTo(read);
        assertThat(ReadWrite.canWrite(text)).isEqualTo(write);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "r", "RR", "X"})
    void all_else_is_not_valid(String text) {
        assertThat(ReadWrite.isValid(text)).isFalse();
    }
}

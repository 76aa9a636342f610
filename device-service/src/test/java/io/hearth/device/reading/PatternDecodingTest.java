package io.hearth.device.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.device.Incoming;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts in which patterns find values. */
class PatternDecodingTest {
    private static final String TOPIC = "t/d";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Float64 | 'T=([-0-9.]+)'                          | T=-4.5C H=40%  | -4.5",
                "Int32   | 'H=(?P<hum>[0-9]+)', group: hum         | T=-4.5C H=40%  | 40",
                "String  | '[가-힣]+', group: 0                     | x 안녕 y        | 안녕",
            })
    void a_group_of_a_pattern_is_the_value(String type, String regex, String text, String value) {
        Incoming incoming = Incoming.d("v " + type + " { topic: \"t/{device}\", format: text, regex: " + regex + " }");

        assertThat(incoming.readings(TOPIC, text)).containsExactly("v=" + value);
    }

    @Test
    void one_pattern_may_have_all_that_a_line_says() {
        String alike = "topic: \"t/{device}\", format: text, regex: '^(?P<ts>[^ ]+) t=(?P<t>[0-9.]+) q=(?P<q>\\w+)', "
                + "each: lines, time: ts, quality: q, qualityGood: ok";
        Incoming incoming = Incoming.d("v Float64 { " + alike + ", group: t }");

        assertThat(incoming.events(TOPIC, "2026-01-02T03:00:00Z t=1 q=ok\n\n2026-01-02T03:01:00Z t=2 q=bad\n"))
                .satisfiesExactly(
                        first -> {
                            assertThat(Incoming.words(first)).containsExactly("v=1");
                            assertThat(first.origin()).isEqualTo(1_767_322_800_000_000_000L);
                        },
                        second -> assertThat(Incoming.words(second)).containsExactly("v=null"));
    }

    @Test
    void a_text_without_the_pattern_has_no_value() {
        Incoming incoming = Incoming.d("v Float64 { topic: \"t/{device}\", format: text, regex: 'T=([0-9]+)' }");

        assertThat(incoming.letter(TOPIC, "H=3").reason()).isEqualTo("no-value");
    }

    @Test
    void a_pattern_that_would_hold_a_backtracking_engine_up_for_ever_takes_no_time() {
        Incoming incoming =
                Incoming.d("v Float64 { topic: \"t/{device}\", format: text, regex: '(a+)+(b)', group: 2 }");
        long start = System.nanoTime();

        assertThat(incoming.letter(TOPIC, "a".repeat(20_000)).reason()).isEqualTo("no-value");
        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
        assertThat(incoming.letter(TOPIC, "a".repeat(70_000)).reason()).isEqualTo("too-large");
    }
}

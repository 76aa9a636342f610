package io.hearth.device.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.hearth.device.Incoming;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternSizeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "abc                          | 3",
                "a{5}                         | 5",
                "a{2,5}b                      | 6",
                "[0-9]{4}-[0-9]{2}            | 7",
                "(ab){10}                     | 30",
                "((a{10}){10}){10}            | 1110",
                "\\p{Greek}\\x{41}            | 2",
                "[]{9}]                       | 1",
                "a{x                          | 1",
            })
    void repetitions_are_counted_as_if_they_were_written_out(String pattern, long size) {
        assertThat(PatternSize.of(pattern)).isBetween(size, size + 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((a{1000}){1000}){1000}",
                "(((a{100}){100}){100}){100}",
                "(?:x{999}y){999}",
                "((((a{1000}){1000}"
            })
    void a_pattern_that_would_fill_the_memory_is_refused_before_it_is_compiled(String pattern) {
        MappingIndex index = Incoming.d("v Int32 { topic: \"t/{device}\", format: text, regex: '" + pattern + "' }")
                .index();

        assertThat(index.device("d").orElseThrow().problems())
                .anySatisfy(problem -> assertThat(problem.text()).contains("steps"));
    }

    @Test
    void patterns_of_daily_life_are_taken() {
        String date =
                "(?P<at>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?Z) v=(-?[0-9]{1,20})";

        assertThat(PatternSize.of(date)).isLessThan(200);
    }

    @Property(tries = 2000)
    void whatever_is_written_has_a_size_and_compiles_or_is_refused(@ForAll("patterns") String text) {
        if (PatternSize.of(text) <= 2000) {
            try {
                Pattern.compile(text);
            } catch (PatternSyntaxException noPattern) {
                assertThat(noPattern.getMessage()).isNotBlank();
            }
        }
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of(
                        "a", "(", ")", "[", "]", "{", "}", "{1000}", "{3,}", "{2,900}", "\\", "\\Q", "\\pL", "\\x{",
                        "*", "|", "^]", "가")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }
}

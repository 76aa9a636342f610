package io.hearth.rules.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "bike-*, bike-7, true",
        "bike-*, bike-, true",
        "bike-*, ebike-7, false",
        "*-lock, front-door-lock, true",
        "bike-?, bike-7, true",
        "bike-?, bike-77, false",
        "bike-?, bike-, false",
        "*, anything at all, true",
        "b*e*7, bike-7, true",
        "b*e*8, bike-7, false",
        "거실-?, 거실-문, true",
        "lamp-?, lamp-💡, true",
        "a.c, abc, false",
        "[ab], a, false",
    })
    void a_star_is_any_text_and_a_question_mark_one_character(String pattern, String name, boolean fits) {
        assertThat(Glob.of(pattern).matches(name)).isEqualTo(fits);
    }

    @Property(tries = 500)
    void it_says_the_same_as_a_regular_expression(
            @ForAll @StringLength(max = 8) @Chars({'a', 'b', '*', '?'}) String pattern,
            @ForAll @StringLength(max = 8) @CharRange(from = 'a', to = 'b') String name) {
        String regex = pattern.chars()
                .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Character.toString(c))
                .collect(Collectors.joining());

        assertThat(Glob.of(pattern).matches(name)).isEqualTo(Pattern.matches(regex, name));
    }

    @Test
    void a_pattern_made_to_take_long_does_not() {
        // A regular expression would need some 10^50 steps.
        Glob glob = Glob.of("*a".repeat(100) + "b");

        assertThat(glob.matches("a".repeat(256))).isFalse();
    }
}

package io.hearth.contracts.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceNameTest {
    /** Backtracking takes 2 to the power of this many steps, which no machine ends; else this test needs no clock. */
    private static final int HOPELESS = 200;

    @ParameterizedTest
    @CsvSource({"Temp, Temp", "Temp.*, Temp2", "T[a-z]mp, Temp", "Temp.*, Temp.*", "(?i)temp, TEMP", "'[', '['"})
    void a_source_is_a_name_or_an_expression_that_matches_the_whole_of_one(String source, String name) {
        assertThat(SourceName.of(source).matches(name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"Temp, Temp2", "Temp, RoomTemp", "Temp.*, RoomTemp", "'[', 'a'", "(a)\\1, aa"})
    void what_it_matches_a_part_of_is_another(String source, String name) {
        assertThat(SourceName.of(source).matches(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(.*a){20}", "((a|aa)+)+b", "((a*)*)*", "(a+)+\\1", "(a?){50}a{50}b"})
    void an_expression_made_to_be_slow_is_matched_like_any_other(String evil) {
        String name = "a".repeat(HOPELESS) + "!";

        Assertions.assertTimeoutPreemptively(
                Duration.ofMinutes(1),
                () -> assertThat(SourceName.of(evil).matches(name)).isFalse());
    }

    @Property(tries = 500)
    void any_text_is_a_source_and_at_least_its_own_name(@ForAll("expressions") String text) {
        assertThat(SourceName.of(text).matches(text)).isTrue();
        SourceName.of(text).matches("a".repeat(HOPELESS) + "!");
    }

    /** Expressions, broken ones among them, from what makes them slow. */
    @Provide
    Arbitrary<String> expressions() {
        return Arbitraries.of(
                        "a", "b", ".", "(", ")", "[", "]", "*", "+", "?", "|", "{9}", "{99}", "\\", "^", "$", "\u00e9")
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts));
    }

    @Test
    void an_expression_that_is_large_or_would_be_is_a_plain_name() {
        String many = "(a{1000}){50}";
        String deep = "(".repeat(100_000) + ")".repeat(100_000);

        assertThat(SourceName.of(many).matches(many)).isTrue();
        assertThat(SourceName.of(many).matches("a".repeat(50_000))).isFalse();
        assertThat(SourceName.of(deep).matches(deep)).isTrue();
        assertThat(SourceName.of(deep).matches("")).isFalse();
    }
}

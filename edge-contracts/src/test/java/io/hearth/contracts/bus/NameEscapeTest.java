package io.hearth.contracts.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameEscapeTest {
    @Test
    void all_but_ASCII_letters_and_digits_is_escaped() {
        assertThat(NameEscape.escape("Boiler7")).isEqualTo("Boiler7");
        assertThat(NameEscape.escape("+-._~/# %")).isEqualTo("%2B%2D%2E%5F%7E%2F%23%20%25");
        assertThat(NameEscape.escape("温")).isEqualTo("%E6%B8%A9");
    }

    @Test
    void in_topics_what_Go_leaves_in_a_path_segment_stays_but_for_five_that_EdgeX_adds() {
        assertThat(NameEscape.escapeForTopic("a$&=:@b")).isEqualTo("a$&=:@b");
        assertThat(NameEscape.escapeForTopic("+-._~")).isEqualTo("%2B%2D%2E%5F%7E");
        assertThat(NameEscape.escapeForTopic("/;,?# %!*'()")).isEqualTo("%2F%3B%2C%3F%23%20%25%21%2A%27%28%29");
        assertThat(NameEscape.escapeForTopic("Küche")).isEqualTo("K%C3%BCche");
    }

    @ParameterizedTest
    @CsvSource({"100%, 100%", "%, %", "%4, %4", "%zz, %zz", "%2g, %2g", "a+b, a+b", "%2b, +", "%41%4, A%4", "%%41, %A"})
    void a_percent_sign_that_begins_no_escape_stays(String text, String name) {
        assertThat(NameEscape.unescape(text)).isEqualTo(name);
    }

    @Property
    void every_name_comes_back(@ForAll("unicode") String name) {
        assertThat(NameEscape.unescape(NameEscape.escape(name))).isEqualTo(name);
        assertThat(NameEscape.unescape(NameEscape.escapeForTopic(name))).isEqualTo(name);
    }

    @Property
    void an_escaped_name_is_one_level_of_a_topic(@ForAll("unicode") String name) {
        assertThat(NameEscape.escape(name)).matches("([A-Za-z0-9]|%[0-9A-F]{2})*");
        assertThat(NameEscape.escapeForTopic(name)).matches("([A-Za-z0-9$&=:@]|%[0-9A-F]{2})*");
    }

    @Property
    void any_text_can_be_unescaped(@ForAll String text, @ForAll("percents") String percents) {
        assertThat(NameEscape.unescape(text)).isNotNull();
        assertThat(NameEscape.unescape(percents)).isNotNull();
    }

    /** Every string that is Unicode, so no half surrogate pairs. */
    @Provide
    Arbitrary<String> unicode() {
        return Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .list()
                .ofMaxSize(20)
                .map(codePoints -> new String(
                        codePoints.stream().mapToInt(Integer::intValue).toArray(), 0, codePoints.size()));
    }

    @Provide
    Arbitrary<String> percents() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(12).map(bytes -> new String(
                        bytes, StandardCharsets.ISO_8859_1)
                .replaceAll("[\u0080-\u00ff]", "%"));
    }
}

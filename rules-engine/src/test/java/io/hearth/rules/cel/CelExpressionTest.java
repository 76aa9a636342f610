package io.hearth.rules.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CelExpressionTest {
    private static final CelEnvironment CEL = new CelEnvironment(CelBounds.USUAL);
    private static final Map<String, CelKind> VARIABLES = Map.of(
            "t",
            CelKind.NUMBER,
            "n",
            CelKind.NUMBER,
            "big",
            CelKind.NUMBER,
            "huge",
            CelKind.NUMBER,
            "mode",
            CelKind.TEXT,
            "on",
            CelKind.TRUTH,
            "x",
            CelKind.ANY,
            "missing",
            CelKind.NUMBER);
    private static final CelVerdict CUT = new CelVerdict.Unknown("it takes more than 20000 steps", false);
    private static final Map<String, Object> VALUES = Map.of(
            "t",
            20.5,
            "n",
            20,
            "big",
            9_007_199_254_740_993L,
            "huge",
            new BigDecimal("18446744073709551615"),
            "mode",
            "heat",
            "on",
            true,
            "x",
            new BigDecimal("3"));

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
        t > 20                                               ; true
        t < 20.6 && on                                       ; true
        n == 20                                              ; true
        n == 20.0                                            ; true
        n != 21                                              ; true
        n in [19, 20]                                        ; true
        t + 1 > 21                                           ; true
        1 + t * 2 == 42                                      ; true
        n / 8 == 2.5                                         ; true
        n % 8 == 4                                           ; true
        t - n == 0.5                                         ; true
        -t < 0                                               ; true
        mode == 'heat' || mode == 'off'                      ; true
        mode.matches('^he')                                  ; true
        mode.startsWith('h') && size(mode) == 4              ; true
        mode in ['off', 'eco']                               ; false
        big == 9007199254740993                              ; true
        big == 9007199254740992                              ; false
        big > 9007199254740992                               ; true
        huge == 18446744073709551615u                        ; true
        huge != 18446744073709551614u                        ; true
        huge > 18446744073709551614u && huge > t             ; true
        huge - n > 1e19 && 1 + huge > 1e19 && big < huge     ; true
        [t, n, x].exists(v, v > 20)                          ; true
        [t, n, x].filter(v, v >= 20).size() >= 2             ; true
        [t, n, x].all(v, v > 19)                             ; false
        on ? t > n : t < n                                   ; true
        missing > 1 || t > 20                                ; true
        missing > 1 && t < 20                                ; false
        """)
    void what_users_write_is_understood(String text, boolean expected) {
        assertThat(CEL.compile(text, VARIABLES).evaluate(VALUES)).contains(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
        missing > 1             ; missing
        missing > 1 || t > 30   ; missing
        x                       ; neither true nor false
        1 / 0 > n               ; zero
        x > 'text'              ; overload
        """)
    void what_cannot_be_said_is_unknown_with_its_reason(String text, String reason) {
        CelExpression expression = CEL.compile(text, VARIABLES);

        assertThat(expression.evaluate(VALUES)).isEmpty();
        assertThat(expression.decide(VALUES))
                .isInstanceOfSatisfying(CelVerdict.Unknown.class, unknown -> assertThat(unknown.reason())
                        .containsIgnoringCase(reason));
        assertThat(((CelVerdict.Unknown) expression.decide(VALUES)).isMissing()).isEqualTo(reason.equals("missing"));
    }

    @Test
    void what_is_not_a_number_is_as_if_it_were_missing() {
        CelExpression expression = CEL.compile("t > 1", Map.of("t", CelKind.NUMBER));

        assertThat(expression.evaluate(Map.of("t", Double.NaN))).isEmpty();
        assertThat(expression.evaluate(Map.of("t", Double.POSITIVE_INFINITY))).contains(true);
    }

    @Test
    void the_largest_unsigned_integer_is_taken_whole() {
        CelExpression expression = CEL.compile("n == 18446744073709551615u", Map.of("n", CelKind.ANY));

        assertThat(expression.evaluate(Map.of("n", new BigInteger("18446744073709551615"))))
                .contains(true);
        assertThat(expression.evaluate(Map.of("n", new BigInteger("18446744073709551614"))))
                .contains(false);
    }

    @ParameterizedTest(name = "{0} is wrong in line {1}, column {2}: {3}")
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
        t >                         ; 1 ; 4 ; expecting
        t > 20 &&& on               ; 1 ; 10 ; token recognition error at: '&
        t > 'x'                     ; 1 ; 3 ; '_>_' applied to '(double, string)'
        t                           ; 1 ; 1 ; expected type 'bool' but found 'double'
        mode + 1 == 'x'             ; 1 ; 6 ; '_+_'
        mode == 20                  ; 1 ; 6 ; '_==_' applied to '(string, int)'
        temperature > 20            ; 1 ; 1 ; undeclared reference to 'temperature'
        mode.foo()                  ; 1 ; 9 ; undeclared reference to 'foo'
        [1, 2].map(v, v + 1) == [2] ; 1 ; 11 ; map
        on ? 1 : 2                  ; 1 ; 4 ; bool
        """)
    void what_is_no_expression_is_told_with_line_and_column(String text, int line, int column, String expected) {
        assertThatThrownBy(() -> CEL.compile(text, VARIABLES)).isInstanceOfSatisfying(InvalidCel.class, invalid -> {
            assertThat(invalid).hasMessageContaining(expected);
            assertThat(invalid.line()).isEqualTo(line);
            assertThat(invalid.column()).isEqualTo(column);
        });
    }

    @Test
    void a_fault_in_the_second_line_is_told_with_that_line() {
        assertThatThrownBy(() -> CEL.compile("t > 20 &&\n  tt > 3", VARIABLES))
                .hasMessageStartingWith("line 2, column 3: undeclared reference to 'tt'");
    }

    @Test
    void what_would_run_long_is_cut_off_and_unknown() {
        // Each of these would take minutes, or all the memory there is.
        String doubling = "[mode + mode].exists(a, [a + a].exists(b, [b + b].exists(c, [c + c].exists(d,"
                + " [d + d].exists(e, [e + e].exists(f, [f + f].exists(g, [g + g].exists(h, size(h + h) > 2000))))))))";
        String nested = "[1,2,3,4,5,6,7,8].all(a, [1,2,3,4,5,6,7,8].all(b, [1,2,3,4,5,6,7,8].all(c, true)))";
        String lists = "[[mode, mode]].exists(a, [[a, a]].exists(b, b == b))";
        String matching = "[1,2,3,4,5,6,7,8].all(a, " + "mode.matches('(h|e|a|t)*x') || ".repeat(60) + "true)";

        assertThat(reason(doubling)).contains("more than 1024 characters");
        assertThat(reason(nested)).containsIgnoringCase("iteration");
        assertThat(reason(lists)).contains("a list holds lists");
        assertThat(reason(matching)).contains("more than 20000 steps");
    }

    @Test
    void a_regular_expression_that_is_too_large_is_unknown() {
        assertThat(reason("mode.matches('(a{40}b{40}c{40}){5}')")).containsIgnoringCase("regex");
    }

    @Test
    void one_that_is_too_large_is_not_made_to_see_that_though_another_side_decides() {
        assertThat(reason("mode.matches('" + "a{1000}".repeat(100) + "') || t > 20"))
                .contains("a regex has more than 100 instructions");
        assertThat(reason("mode.matches(mode + '" + "a{1000}".repeat(100) + "') || t > 20"))
                .contains("not written in the expression");
    }

    @Test
    void a_regular_expression_may_be_a_reading_and_may_be_wrong() {
        assertThat(reason("'heating'.matches(mode)")).isEqualTo("known: true");
        assertThat(reason("'heating'.matches(mode + '(') || t > 20")).isEqualTo("known: true");
        assertThat(reason("matches(mode, '^[a-z]{4}$')")).isEqualTo("known: true");
    }

    /** How much of what is as long as it may be is in one evaluation, and how much is too much. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
        s.matches('(a?){16}(a|b){7}b')                 ; 1
        s.matches('a*b')                               ; 15
        s.contains(s)                                  ; 6
        s.startsWith(s)                                ; 18
        s == s                                         ; 18
        double(s) > 1.0                                ; 38
        s.size() > 2000                                ; 38
        """)
    void what_looks_at_texts_costs_what_they_are_long(String one, int most) {
        Map<String, CelKind> variables = Map.of("s", CelKind.TEXT);
        Map<String, Object> values = Map.of("s", "a".repeat(1024));

        String all = "[" + (one + " && false, ").repeat(most) + "false].exists(x, x)";
        assertThat(CEL.compile(all, variables).decide(values)).isNotEqualTo(CUT);
        String tooMuch = "[" + (one + " && false, ").repeat(most + 1) + "false].exists(x, x)";
        assertThat(CEL.compile(tooMuch, variables).decide(values)).isEqualTo(CUT);
    }

    @Test
    void a_text_that_is_longer_than_any_duration_is_not_read_as_one() {
        CelExpression longer = CEL.compile("[s].exists(x, duration(x) > duration('1s'))", Map.of("s", CelKind.TEXT));

        assertThat(longer.decide(Map.of("s", "1h".repeat(32)))).isEqualTo(new CelVerdict.Known(true));
        assertThat(longer.decide(Map.of("s", "1h".repeat(33))))
                .isEqualTo(new CelVerdict.Unknown("a duration has more than 64 characters", false));
    }

    @Test
    void what_is_read_as_a_duration_costs_as_much_as_what_looks_at_a_text() {
        String one = "duration(s) > duration('1s') && false, ";
        Map<String, CelKind> variables = Map.of("s", CelKind.TEXT);

        assertThat(CEL.compile("[1,2,3,4,5].exists(i, [" + one.repeat(32) + "false].exists(x, x))", variables)
                        .decide(Map.of("s", "1h".repeat(32))))
                .isEqualTo(CUT);
    }

    @Test
    void what_looks_at_short_texts_may_do_so_often() {
        String all = "[1,2,3,4].all(a, " + "mode.matches('^(off|eco|holiday)$') || ".repeat(10) + "mode == 'heat')";

        assertThat(reason(all)).isEqualTo("known: true");
    }

    @Test
    void a_text_that_is_too_long_is_as_if_it_were_missing() {
        Map<String, Object> values = new HashMap<>(VALUES);
        values.put("mode", "x".repeat(1025));

        assertThat(CEL.compile("mode.contains('x')", VARIABLES).evaluate(values))
                .isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"(,300", "!,5000", "[,500", "-,300", "t.,300", "1+,300", "'\"',1", "a,5000"})
    void what_is_too_long_or_too_deep_is_refused(String piece, int times) {
        assertThatThrownBy(() -> CEL.compile(piece.repeat(times), VARIABLES)).isInstanceOf(InvalidCel.class);
    }

    private static String reason(String text) {
        return switch (CEL.compile(text, VARIABLES).decide(VALUES)) {
            case CelVerdict.Known(boolean isTrue) -> "known: " + isTrue;
            case CelVerdict.Unknown(String reason, boolean isMissing) -> reason;
        };
    }
}

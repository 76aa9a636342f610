package io.hearth.rules.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.Window;
import io.hearth.rules.rule.Window.Extent;
import io.hearth.rules.rule.Window.Function;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowBufferTest {
    private static final long SECOND = 1_000_000_000L;

    private static WindowBuffer lasting(Function function) {
        return new WindowBuffer(new Window(function, new Extent.Lasting(Duration.ofSeconds(10))), 1_000);
    }

    private static WindowBuffer filled(Function function, String... values) {
        WindowBuffer buffer = lasting(function);
        for (int i = 0; i < values.length; i++) {
            buffer.add(i * SECOND, Quantity.of(new BigDecimal(values[i])));
        }
        return buffer;
    }

    @Test
    void a_mean_of_decimals_is_the_decimal_that_people_expect() {
        assertThat(filled(Function.AVG, "0.1", "0.2").value()).isEqualTo(Quantity.of(new BigDecimal("0.15")));
    }

    @Test
    void a_sum_that_slid_for_long_is_as_exact_as_a_fresh_one() {
        WindowBuffer buffer = lasting(Function.SUM);
        for (int i = 0; i < 100_000; i++) {
            buffer.add(i * SECOND, Quantity.of(0.1));
        }

        assertThat(buffer.value()).isEqualTo(Quantity.of(1));
        assertThat(buffer.size()).isEqualTo(10);
    }

    @Test
    void the_extremes_forget_what_has_left() {
        WindowBuffer most = filled(Function.MAX, "3", "9", "5", "4");

        assertThat(most.value()).isEqualTo(Quantity.of(9));
        most.slide(11 * SECOND);
        assertThat(most.value()).isEqualTo(Quantity.of(5));
        assertThat(filled(Function.MIN, "3", "9", "3", "4").value()).isEqualTo(Quantity.of(3));
    }

    @Test
    void large_integers_keep_every_digit() {
        assertThat(filled(Function.DELTA, "9007199254740992", "9007199254740993")
                        .value())
                .isEqualTo(Quantity.of(1));
        assertThat(filled(Function.MAX, "9007199254740992", "9007199254740993").value())
                .isEqualTo(Quantity.of(9007199254740993L));
    }

    @Test
    void a_rate_is_by_the_second() {
        assertThat(filled(Function.RATE, "10", "11", "14").value()).isEqualTo(Quantity.of(2));
    }

    @Test
    void nothing_is_none_of_them_but_no_reading_and_no_sum() {
        for (Function function : Function.values()) {
            WindowBuffer buffer = filled(function, "1", "2");
            buffer.slide(60 * SECOND);
            boolean isKnown = function == Function.COUNT || function == Function.SUM;
            assertThat(buffer.value()).as("%s", function).isEqualTo(isKnown ? Quantity.of(0) : Quantity.NOT_A_NUMBER);
        }
    }

    @Test
    void infinities_and_what_is_no_number() {
        WindowBuffer sum = filled(Function.SUM, "1");
        sum.add(2 * SECOND, Quantity.NOT_A_NUMBER);
        assertThat(sum.value()).isEqualTo(Quantity.of(1));

        sum.add(3 * SECOND, Quantity.of(Double.POSITIVE_INFINITY));
        assertThat(sum.value()).isEqualTo(Quantity.of(Double.POSITIVE_INFINITY));

        sum.add(4 * SECOND, Quantity.of(Double.NEGATIVE_INFINITY));
        assertThat(sum.value().isNaN()).isTrue();

        sum.add(14 * SECOND - 1, Quantity.of(7));
        assertThat(sum.value()).isEqualTo(Quantity.of(Double.NEGATIVE_INFINITY));
    }

    @Test
    void a_window_of_too_many_readings_is_shorter_and_says_so() {
        WindowBuffer buffer = new WindowBuffer(new Window(Function.COUNT, new Extent.Lasting(Duration.ofDays(1))), 3);

        for (int i = 0; i < 5; i++) {
            buffer.add(i * SECOND, Quantity.of(i));
        }

        assertThat(buffer.value()).isEqualTo(Quantity.of(3));
        assertThat(buffer.cutOff()).isEqualTo(2);
    }
}

package io.hearth.rules.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.rules.limit.Limit.Clearing;
import io.hearth.rules.limit.Limit.Side;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitTest {

    @ParameterizedTest(name = "{0} {1}, cleared at {2}: {3} is {4}")
    @CsvSource({
        "BELOW, 20, 20.5, 19.9, BEYOND",
        "BELOW, 20, 20.5, 20,   BAND",
        "BELOW, 20, 20.5, 20.5, BAND",
        "BELOW, 20, 20.5, 20.6, CLEAR",
        "BELOW, 20, 20,   20,   BAND",
        "BELOW, 20, ,     20,   CLEAR",
        "BELOW, 20, ,     19.9, BEYOND",
        "ABOVE, 80, 75,   80.1, BEYOND",
        "ABOVE, 80, 75,   80,   BAND",
        "ABOVE, 80, 75,   75,   BAND",
        "ABOVE, 80, 75,   74.9, CLEAR",
        "ABOVE, 80, ,     80,   CLEAR",
    })
    void a_value_lies_in_a_zone(Side side, BigDecimal at, BigDecimal clear, BigDecimal value, Zone expected) {
        Clearing clearing = clear == null ? new Clearing.Same() : new Clearing.At(clear);

        assertThat(new Limit(side, at, clearing).zone(Quantity.of(value))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} 20 with a dead band of {1}: {2} is {3}")
    @CsvSource({
        "BELOW, 0.5, 20.5, BAND",
        "BELOW, 0.5, 20.6, CLEAR",
        "BELOW, 0, 20, BAND",
        "BELOW, 0, 20.1, CLEAR",
        "ABOVE, 0.5, 19.5, BAND",
        "ABOVE, 0.5, 19.4, CLEAR",
    })
    void a_dead_band_is_a_clear_limit_so_far_away(Side side, BigDecimal width, BigDecimal value, Zone expected) {
        Limit limit = new Limit(side, new BigDecimal(20), new Clearing.DeadBand(width));

        assertThat(limit.zone(Quantity.of(value))).isEqualTo(expected);
    }

    @Test
    void a_limit_that_is_cleared_while_it_is_passed_cannot_be_made() {
        Clearing on19 = new Clearing.At(new BigDecimal(19));

        assertThatThrownBy(() -> new Limit(Side.BELOW, new BigDecimal(20), on19))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("19")
                .hasMessageContaining("20");
    }

    @Test
    void a_limit_that_is_not_finite_cannot_be_made() {
        assertThatThrownBy(() -> new Limit(Side.ABOVE, new BigDecimal("1e400"), new Clearing.Same()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

package io.hearth.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class BisectionTest {
    @Property(tries = 200)
    void what_is_found_is_kept_up_with_and_close_to_the_limit(@ForAll @DoubleRange(min = 2, max = 200_000) double limit)
            throws Exception {
        double found = new Bisection(4_000, 128_000, 1.05).highest(rate -> rate <= limit);

        assertThat(found).isLessThanOrEqualTo(limit).isGreaterThanOrEqualTo(Math.min(limit, 128_000) / 1.05);
    }

    @Test
    void no_rate_is_tried_twice_and_none_above_the_most() throws Exception {
        List<Double> tried = new ArrayList<>();

        new Bisection(1_000, 5_000, 1.1).highest(rate -> {
            tried.add(rate);
            return true;
        });

        assertThat(tried).containsExactly(1_000.0, 2_000.0, 4_000.0, 5_000.0);
    }

    @Test
    void where_nothing_is_kept_up_with_it_ends_with_0() throws Exception {
        assertThat(new Bisection(8, 100, 1.1).highest(rate -> false)).isZero();
    }

    @Test
    void bounds_that_make_no_end_are_refused() {
        assertThatThrownBy(() -> new Bisection(10, 5, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("most=5.0")
                .hasMessageContaining("close is above 1");
    }
}

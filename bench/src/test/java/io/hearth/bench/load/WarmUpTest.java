package io.hearth.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    private final WarmUp warmUp = new WarmUp(1_000, 4_000, 8, 10);

    @Test
    void it_goes_on_at_rising_rates_for_as_long_as_messages_cost_less_and_less() throws Exception {
        assertThat(rates(900, 700, 500, 400, 300, 299, 301))
                .containsExactly(1_000, 2_000, 4_000, 4_000, 4_000, 4_000, 4_000);
    }

    @Test
    void that_a_message_costs_no_less_once_is_no_reason_to_end() throws Exception {
        assertThat(rates(900, 890, 500, 499, 501)).hasSize(5);
    }

    @Test
    void it_goes_on_at_half_of_a_rate_that_is_not_kept_up_with() throws Exception {
        assertThat(rates(900, -700, 500, 400, 399, 398)).containsExactly(1_000, 2_000, 1_000, 1_000, 1_000, 1_000);
    }

    @Test
    void it_ends_though_messages_would_still_cost_less() throws Exception {
        assertThat(rates(1_024, 512, 256, 128, 64, 32, 16, 8, 4, 2, 1)).hasSize(10);
    }

    @Test
    void what_cannot_be_a_warm_up_is_refused() {
        assertThatThrownBy(() -> new WarmUp(1_000, 500, 8, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("most is at least first");
    }

    /** At which rates it loads a target whose messages cost that much, us, one load after the other; below 0: it does not keep up. */
    private List<Integer> rates(int... micros) throws Exception {
        List<Integer> rates = new ArrayList<>();
        Iterator<Integer> costs = Arrays.stream(micros).iterator();
        warmUp.run(rate -> {
            rates.add((int) rate);
            int cost = costs.next();
            return new WarmUp.Step(Math.abs(cost), cost > 0);
        });
        return rates;
    }
}

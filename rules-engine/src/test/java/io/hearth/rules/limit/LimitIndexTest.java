package io.hearth.rules.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.limit.Limit.Clearing;
import io.hearth.rules.limit.Limit.Side;
import io.hearth.rules.limit.LimitIndex.Position;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitIndexTest {
    private static Limit above(int at) {
        return new Limit(Side.ABOVE, new BigDecimal(at), new Clearing.Same());
    }

    private static Limit below(int at, int clear) {
        return new Limit(Side.BELOW, new BigDecimal(at), new Clearing.At(new BigDecimal(clear)));
    }

    private static LimitIndex.Entry<String> entry(Limit limit, String who) {
        return new LimitIndex.Entry<>(limit, who);
    }

    @SafeVarargs
    private static LimitIndex<String> index(LimitIndex.Entry<String>... entries) {
        return LimitIndex.<String>empty().with(List.of(entries));
    }

    private static List<String> crossed(LimitIndex<String> index, int from, int to) {
        List<String> crossed = new ArrayList<>();
        Position start = index.locate(Quantity.of(from));
        Position end = index.move(start, Quantity.of(to), (who, zone) -> crossed.add(who + " " + zone));
        assertThat(end).isEqualTo(index.locate(Quantity.of(to)));
        return crossed;
    }

    @Test
    void a_value_that_does_not_move_across_a_limit_crosses_nothing() {
        LimitIndex<String> index = index(entry(above(10), "ten"), entry(above(20), "twenty"));

        assertThat(crossed(index, 11, 19)).isEmpty();
        assertThat(crossed(index, 19, 11)).isEmpty();
    }

    @Test
    void a_value_crosses_what_lies_between_nearest_first() {
        LimitIndex<String> index =
                index(entry(above(30), "thirty"), entry(above(10), "ten")).with(List.of(entry(above(20), "twenty")));

        assertThat(crossed(index, 5, 25)).containsExactly("ten BEYOND", "twenty BEYOND");
        assertThat(crossed(index, 35, 15)).containsExactly("thirty CLEAR", "twenty CLEAR");
    }

    @Test
    void a_lower_limit_is_passed_falling_and_left_rising() {
        LimitIndex<String> index = index(entry(below(20, 21), "cold"));

        assertThat(crossed(index, 25, 19)).containsExactly("cold BEYOND");
        assertThat(crossed(index, 19, 21)).isEmpty();
        assertThat(crossed(index, 19, 22)).containsExactly("cold CLEAR");
    }

    @Test
    void equal_limits_keep_the_order_in_which_they_came_and_their_meaning() {
        LimitIndex<String> index = index(entry(above(10), "first"), entry(below(10, 10), "lower"))
                .with(List.of(entry(above(10), "second")));

        assertThat(crossed(index, 9, 10)).isEmpty();
        assertThat(crossed(index, 10, 11)).containsExactly("first BEYOND", "lower CLEAR", "second BEYOND");
        assertThat(crossed(index, 11, 10)).containsExactly("second CLEAR", "first CLEAR");
        assertThat(crossed(index, 10, 9)).containsExactly("lower BEYOND");
    }

    @Test
    void a_limit_that_was_removed_is_not_crossed() {
        LimitIndex<String> before = index(entry(above(10), "stays"), entry(above(10), "goes"));

        LimitIndex<String> after = before.without(above(10), "goes");

        assertThat(crossed(after, 9, 11)).containsExactly("stays BEYOND");
        assertThat(crossed(before, 9, 11)).containsExactly("stays BEYOND", "goes BEYOND");
        assertThat(after.without(above(10), "goes").size()).isEqualTo(1);
    }
}

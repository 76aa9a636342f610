package io.hearth.rules.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.limit.Limit.Clearing;
import io.hearth.rules.limit.Limit.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LimitIndexTest {
    private static Limit above(int at) {
        return new Limit(Side.ABOVE, new BigDecimal(at), new Clearing.Same());
    }

    private static Limit below(int at, int clear) {
        return new Limit(Side.BELOW, new BigDecimal(at), new Clearing.At(new BigDecimal(clear)));
    }

    private record Named(String name, Limit limit) implements LimitIndex.Limited {}

    private static Named named(Limit limit, String name) {
        return new Named(name, limit);
    }

    /** An index of what has seen a value. */
    private static LimitIndex<Named> index(int value, Named... all) {
        return add(LimitIndex.empty(), value, all);
    }

    private static LimitIndex<Named> add(LimitIndex<Named> index, int value, Named... all) {
        return index.with(Stream.of(all).map(one -> entry(one, value)).toList());
    }

    private static LimitIndex.Entry<Named> entry(Named one, int value) {
        return new LimitIndex.Entry<>(one, one.limit().zone(Quantity.of(value)) == Zone.BEYOND);
    }

    /** What each of these values changes, one after the other. */
    private static List<String> crossed(LimitIndex<Named> index, int... values) {
        List<String> crossed = new ArrayList<>();
        LimitIndex<Named> now = index;
        for (int value : values) {
            now = now.move(Quantity.of(value), (who, zone) -> crossed.add(who.name() + " " + zone));
            assertThat(now.size()).isEqualTo(index.size());
        }
        return crossed;
    }

    @Test
    void a_value_that_does_not_move_across_a_limit_crosses_nothing() {
        LimitIndex<Named> index = index(11, named(above(10), "ten"), named(above(20), "twenty"));

        assertThat(crossed(index, 19, 11, 20)).isEmpty();
    }

    @Test
    void a_value_crosses_what_lies_between_nearest_first() {
        LimitIndex<Named> index =
                add(index(5, named(above(30), "thirty"), named(above(10), "ten")), 5, named(above(20), "twenty"));

        assertThat(crossed(index, 25)).containsExactly("ten BEYOND", "twenty BEYOND");
        assertThat(crossed(index, 35, 15))
                .containsExactly("ten BEYOND", "twenty BEYOND", "thirty BEYOND", "thirty CLEAR", "twenty CLEAR");
    }

    @Test
    void a_lower_limit_is_passed_falling_and_left_rising() {
        LimitIndex<Named> index = index(25, named(below(20, 21), "cold"));

        assertThat(crossed(index, 19)).containsExactly("cold BEYOND");
        assertThat(crossed(index, 19, 21)).containsExactly("cold BEYOND");
        assertThat(crossed(index, 19, 22)).containsExactly("cold BEYOND", "cold CLEAR");
    }

    @Test
    void what_moves_within_dead_bands_changes_nothing() {
        LimitIndex<Named> passed = index(5, named(below(10, 20), "passed"));
        LimitIndex<Named> not = index(25, named(below(10, 20), "not"));

        assertThat(crossed(passed, 19, 9, 20)).isEmpty();
        assertThat(crossed(not, 11, 21, 10)).isEmpty();
        assertThat(passed.move(Quantity.of(15), (who, zone) -> {})).isSameAs(passed);
    }

    @Test
    void in_its_dead_band_a_limit_is_as_it_was_left() {
        LimitIndex<Named> passed =
                LimitIndex.<Named>empty().with(List.of(new LimitIndex.Entry<>(named(below(10, 20), "cold"), true)));
        LimitIndex<Named> not =
                LimitIndex.<Named>empty().with(List.of(new LimitIndex.Entry<>(named(below(10, 20), "cold"), false)));

        assertThat(crossed(passed, 15, 5, 21)).containsExactly("cold CLEAR");
        assertThat(crossed(not, 15, 21, 5)).containsExactly("cold BEYOND");
    }

    @Test
    void equal_limits_keep_the_order_in_which_they_came_and_their_meaning() {
        LimitIndex<Named> index =
                add(index(9, named(above(10), "first"), named(below(10, 10), "lower")), 9, named(above(10), "second"));

        assertThat(crossed(index, 10)).isEmpty();
        assertThat(crossed(index, 10, 11)).containsExactly("first BEYOND", "lower CLEAR", "second BEYOND");
        assertThat(crossed(index, 10, 11, 10, 11))
                .containsExactly(
                        "first BEYOND",
                        "lower CLEAR",
                        "second BEYOND",
                        "second CLEAR",
                        "first CLEAR",
                        "first BEYOND",
                        "second BEYOND");
        assertThat(crossed(index, 10, 9)).isEmpty();
        assertThat(crossed(index, 11, 9)).endsWith("second CLEAR", "first CLEAR", "lower BEYOND");
    }

    @Test
    void a_limit_that_was_removed_is_not_crossed() {
        Named goes = named(above(10), "goes");
        LimitIndex<Named> before = index(9, named(above(10), "stays"), goes);

        LimitIndex<Named> after = before.without(entry(goes, 9));

        assertThat(crossed(after, 11)).containsExactly("stays BEYOND");
        assertThat(crossed(before, 11)).containsExactly("stays BEYOND", "goes BEYOND");
        assertThat(after.without(entry(goes, 9)).size()).isEqualTo(1);
    }

    @Test
    void many_limits_turn_with_a_value_that_leaps_past_them_and_back() {
        Named[] many = IntStream.range(0, 3_000)
                .mapToObj(i -> named(below(i * 7 % 3_000, i * 7 % 3_000 + 5), "at " + i * 7 % 3_000))
                .toArray(Named[]::new);
        LimitIndex<Named> index = index(10_000, many);

        List<String> down = crossed(index, 1_000);
        List<String> up = crossed(index, 1_000, 2_500);

        assertThat(down).hasSize(1_999).startsWith("at 2999 BEYOND").endsWith("at 1001 BEYOND");
        assertThat(up.subList(1_999, up.size()))
                .hasSize(2_494 - 1_000)
                .startsWith("at 1001 CLEAR")
                .endsWith("at 2494 CLEAR");
        assertThat(crossed(index, 1_000, 10_000, -1)).hasSize(1_999 + 1_999 + 3_000);
    }
}

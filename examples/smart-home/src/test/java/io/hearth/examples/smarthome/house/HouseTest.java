package io.hearth.examples.smarthome.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class HouseTest {
    private static final double OUTSIDE = Climate.COLD_DAY.outside();
    private static final double MARGIN = 0.5;

    @Property
    void heating_warms(
            @ForAll @DoubleRange(min = 5, max = 19) double start,
            @ForAll @DoubleRange(min = 20, max = 30) double target) {
        House house = houseAt(start);

        house.tell(new Order.Heat(target));
        house.advance(Duration.ofMinutes(10));

        assertThat(house.temperature("livingroom")).isGreaterThan(start);
        assertThat(house.boiler().heating()).isTrue();
    }

    @Property
    void heating_reaches_the_target_and_never_passes_it_by_more_than_a_margin(
            @ForAll @DoubleRange(min = -20, max = 30) double start,
            @ForAll @DoubleRange(min = 5, max = 30) double target,
            @ForAll @IntRange(min = 1, max = 600) int tickSeconds) {
        House house = houseAt(start);
        double highest = start;

        house.tell(new Order.Heat(target));
        for (int second = 0; second < 24 * 3600; second += tickSeconds) {
            house.advance(Duration.ofSeconds(tickSeconds));
            highest = Math.max(highest, house.temperature("livingroom"));
        }

        assertThat(highest).isLessThanOrEqualTo(Math.max(start, target + MARGIN));
        if (start <= target) {
            assertThat(highest).isGreaterThanOrEqualTo(target - MARGIN);
        }
    }

    @Property
    void cooling_tends_to_the_outside(
            @ForAll @DoubleRange(min = -20, max = 60) double start,
            @ForAll @IntRange(min = 1, max = 10_000) int minutes) {
        House house = houseAt(start);

        house.advance(Duration.ofMinutes(minutes));
        double later = house.temperature("livingroom");
        house.advance(Duration.ofDays(7));

        assertThat(later).isBetween(Math.min(start, OUTSIDE) - 1e-9, Math.max(start, OUTSIDE) + 1e-9);
        assertThat(house.temperature("livingroom")).isCloseTo(OUTSIDE, within(0.01));
    }

    @Property
    void the_size_of_the_steps_does_not_matter(
            @ForAll @DoubleRange(min = 10, max = 25) double start,
            @ForAll @IntRange(min = 1, max = 3600) int tickSeconds) {
        House inSteps = houseAt(start);
        House atOnce = houseAt(start);

        for (int i = 0; i < 10; i++) {
            inSteps.advance(Duration.ofSeconds(tickSeconds));
        }
        atOnce.advance(Duration.ofSeconds(10L * tickSeconds));

        assertThat(inSteps.temperature("livingroom")).isCloseTo(atOnce.temperature("livingroom"), within(0.01));
    }

    @Example
    void a_boiler_that_is_told_to_be_off_stops_burning() {
        House house = houseAt(18);
        house.tell(new Order.Heat(23));
        house.advance(Duration.ofMinutes(10));

        house.tell(new Order.Off());
        house.advance(Duration.ofSeconds(1));

        assertThat(house.boiler().heating()).isFalse();
    }

    @Example
    void a_window_that_is_opened_changes_one_room() {
        House house = new House(Climate.COLD_DAY, Map.of("livingroom", 21.0, "bedroom", 20.0));

        house.set("livingroom", 18.5);

        assertThat(house.temperature("livingroom")).isEqualTo(18.5);
        assertThat(house.temperature("bedroom")).isEqualTo(20);
        assertThat(house.boiler().current()).isEqualTo(19.25);
    }

    @Example
    void time_that_does_not_pass_changes_nothing() {
        House house = houseAt(21);

        house.advance(Duration.ZERO);
        house.advance(Duration.ofSeconds(-5));

        assertThat(house.temperature("livingroom")).isEqualTo(21);
    }

    @Example
    void a_room_that_is_not_there_is_named_with_those_that_are() {
        assertThatThrownBy(() -> houseAt(21).set("attic", 12))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("room 'attic' is not in this house; it has livingroom");
    }

    @Property
    void a_temperature_that_is_no_number_and_a_target_out_of_range_are_refused(
            @ForAll @DoubleRange(min = 30.01, max = 1e9) double tooHot) {
        assertThatThrownBy(() -> houseAt(21).set("livingroom", Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Order.Heat(tooHot)).hasMessageContaining("is not between 5.0 and 30.0");
        assertThatThrownBy(() -> new Order.Heat(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    private static House houseAt(double celsius) {
        return new House(Climate.COLD_DAY, Map.of("livingroom", celsius));
    }
}

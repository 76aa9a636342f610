package io.hearth.examples.smarthome.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.examples.smarthome.house.Climate;
import io.hearth.examples.smarthome.house.House;
import io.hearth.examples.smarthome.house.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoryTest {
    private static final Limits LIMITS = new Limits("livingroom", 20.0, 20.5);

    @Test
    void the_loop_is_seen_in_its_order() {
        Story story = new Story(LIMITS);

        assertThat(story.published(20.8)).isEmpty();
        assertThat(story.published(19.9)).contains(Phase.COLD);
        assertThat(story.published(19.8)).isEmpty();
        assertThat(story.ordered(new Order.Heat(23))).contains(Phase.HEAT);
        assertThat(story.published(20.5)).isEmpty();
        assertThat(story.published(20.6)).contains(Phase.WARM);
        assertThat(story.ordered(new Order.Off())).contains(Phase.OFF);
        assertThat(story.loops()).isZero();
        assertThat(story.published(19.9)).contains(Phase.COLD_AGAIN);
        assertThat(story.loops()).isEqualTo(1);
    }

    @Test
    void what_was_not_seen_is_missing() {
        Story story = new Story(LIMITS);

        story.published(18.5);

        assertThat(story.missing()).containsExactly(Phase.HEAT, Phase.WARM, Phase.OFF, Phase.COLD_AGAIN);
        assertThat(story.coldAndUnheated()).isTrue();
    }

    @Test
    void the_cold_that_ends_a_loop_begins_the_next() {
        Story story = new Story(LIMITS);
        for (int loop = 0; loop < 2; loop++) {
            story.published(19.9);
            story.ordered(new Order.Heat(23));
            story.published(20.6);
            story.ordered(new Order.Off());
        }

        assertThat(story.published(19.9)).contains(Phase.COLD_AGAIN);
        assertThat(story.loops()).isEqualTo(2);
    }

    /** The promise of the demonstration: with the rule acting at once, the loop closes in 40 to 60 seconds of ours. */
    @Test
    void an_accelerated_house_closes_the_loop_in_about_a_minute() {
        House house = new House(Climate.COLD_DAY, Map.of("livingroom", 20.65, "bedroom", 20.35));
        Story story = new Story(LIMITS);
        List<Phase> seen = new ArrayList<>();
        int seconds = 0;

        while (story.loops() == 0 && seconds < 300) {
            seconds += 2;
            house.advance(Duration.ofMinutes(2));
            double celsius = Math.round(house.temperature("livingroom") * 10) / 10.0;
            story.published(celsius).ifPresent(seen::add);
            if (celsius < LIMITS.below() || celsius > LIMITS.clearAbove()) {
                Order order = celsius < LIMITS.below() ? new Order.Heat(23) : new Order.Off();
                house.tell(order);
                story.ordered(order).ifPresent(seen::add);
            }
        }

        assertThat(seen).startsWith(Phase.values());
        assertThat(seconds).isBetween(35, 60);
    }
}

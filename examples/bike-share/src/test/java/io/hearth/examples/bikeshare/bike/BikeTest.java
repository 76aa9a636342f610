package io.hearth.examples.bikeshare.bike;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BikeTest {
    private final Bike bike = new Bike("bike-7", 7);

    @Test
    void a_bike_that_is_unlocked_is_ridden_until_it_is_locked() {
        assertThat(bike.obey(Order.UNLOCK)).containsExactly(new News.RideStarted(1));
        assertThat(bike.status().locked()).isFalse();

        assertThat(bike.advance(Duration.ofSeconds(100))).isEmpty();

        assertThat(bike.obey(Order.LOCK)).containsExactly(new News.RideEnded(1, 420, 100));
        assertThat(bike.status().locked()).isTrue();
        assertThat(bike.totals()).isEqualTo(new Bike.Totals(1, 420, 100));
    }

    @Test
    void an_order_that_is_obeyed_already_changes_nothing() {
        assertThat(bike.obey(Order.LOCK)).isEmpty();
        bike.obey(Order.UNLOCK);

        assertThat(bike.obey(Order.UNLOCK)).isEmpty();
    }

    @Test
    void a_bike_that_must_not_be_ridden_ends_its_ride_and_stays_locked_until_it_is_repaired() {
        bike.obey(Order.UNLOCK);

        assertThat(bike.breaks(Fault.BRAKE))
                .containsExactly(new News.Maintenance(Fault.BRAKE), new News.RideEnded(1, 0, 0));
        assertThat(bike.obey(Order.UNLOCK)).isEmpty();
        assertThat(bike.status().locked()).isTrue();

        assertThat(bike.advance(Duration.ofHours(1))).containsExactly(new News.Maintenance(Fault.NONE));
        assertThat(bike.obey(Order.UNLOCK)).hasSize(1);
    }

    @Test
    void an_alarm_ends_by_itself() {
        bike.obey(Order.ALARM);
        assertThat(bike.status().alarm()).isTrue();

        bike.advance(Duration.ofHours(1));

        assertThat(bike.status().alarm()).isFalse();
    }

    @Property(tries = 200)
    void what_a_bike_tells_of_its_rides_adds_up_to_what_it_has_ridden(
            @ForAll long seed, @ForAll @IntRange(min = 1) int days) {
        Bike any = new Bike("any", seed);
        List<News> told = new ArrayList<>();
        for (int minute = 0; minute < 60 * 24 * (1 + days % 3); minute++) {
            told.addAll(any.obey(Order.UNLOCK));
            told.addAll(any.advance(Duration.ofMinutes(1)));
        }

        List<News.RideEnded> ended = told.stream()
                .filter(News.RideEnded.class::isInstance)
                .map(News.RideEnded.class::cast)
                .toList();
        assertThat(any.totals())
                .isEqualTo(new Bike.Totals(
                        ended.size(),
                        ended.stream().mapToLong(News.RideEnded::metres).sum(),
                        ended.stream().mapToLong(News.RideEnded::seconds).sum()));
        assertThat(any.status().battery()).isBetween(0, 100);
        assertThat(ended).isNotEmpty();
    }

    @Test
    void an_order_is_read_as_it_is_sent_and_anything_else_is_passed_over() {
        assertThat(Order.of("{\"command\":\"lock\"}")).contains(Order.LOCK);
        assertThat(Order.of("{\"command\":\"ALARM\"}")).isEmpty();
        assertThat(Order.of("lock")).isEmpty();
        assertThat(Order.of("{")).isEmpty();
        assertThat(Order.of("")).isEmpty();
    }
}

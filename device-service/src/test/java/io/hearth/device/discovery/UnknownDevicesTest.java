package io.hearth.device.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A stranger who publishes a million names fills nothing. */
class UnknownDevicesTest {
    private final AtomicLong clock = new AtomicLong();
    private final UnknownDevices unknown = new UnknownDevices(100, 20, 10, clock::incrementAndGet);

    @Test
    void a_name_is_counted_with_its_first_and_last_time() {
        unknown.seen("bike-1", "bikes/bike-1/status");
        unknown.seen("bike-1", "bikes/bike-1/lock");
        assertThat(unknown.all()).containsExactly(new UnknownDevices.Unknown("bike-1", "bikes/bike-1/lock", 2, 1, 2));
    }

    @Test
    void of_a_million_names_only_the_last_are_remembered_and_long_ones_never() {
        for (int i = 0; i < 1_000_000; i++) {
            unknown.seen("b" + i, "bikes/b" + i);
        }
        unknown.seen("x".repeat(60_000), "bikes/x");
        assertThat(unknown.all())
                .hasSize(100)
                .extracting(UnknownDevices.Unknown::name)
                .startsWith("b999999", "b999998");
        assertThat(unknown.forgotten()).isEqualTo(999_901);
    }

    @Test
    void of_one_message_with_ten_thousand_names_a_few_are_remembered_and_push_out_as_few_others() {
        for (int i = 0; i < 100; i++) {
            unknown.seen("bike-" + i, "bikes/bike-" + i);
        }
        List<String> names = new ArrayList<>(List.of("x".repeat(60_000), "bike-99"));
        IntStream.range(0, 10_000).mapToObj(i -> "s" + i).forEach(names::add);

        unknown.seen(names, "gw/batch", "default");

        assertThat(unknown.all())
                .hasSize(100)
                .extracting(UnknownDevices.Unknown::name)
                .startsWith("s9", "s8")
                .contains("s0", "bike-99", "bike-10")
                .doesNotContain("s10", "bike-9");
        // The long one, those past the bound, and those that were pushed out.
        assertThat(unknown.forgotten()).isEqualTo(1 + 9_990 + 10);
        unknown.seen(names, "gw/batch", "default");
        assertThat(unknown.of("s19")).isPresent();
    }

    @Test
    void one_that_became_known_is_none_any_more() {
        unknown.seen("bike-1", "t");
        unknown.known(Set.of("bike-1", "bike-2"));
        assertThat(unknown.all()).isEmpty();
    }

    @Test
    void so_many_a_minute_may_be_added_and_come_back_evenly() {
        AddingLimit limit = new AddingLimit(60, 0);
        int taken = 0;
        for (int i = 0; i < 1000; i++) {
            taken += limit.take(0) ? 1 : 0;
        }
        assertThat(taken).isEqualTo(60);
        assertThat(limit.take(900_000_000L)).isFalse();
        assertThat(limit.take(1_100_000_000L)).isTrue();
        assertThat(limit.take(1_100_000_000L)).isFalse();
    }
}

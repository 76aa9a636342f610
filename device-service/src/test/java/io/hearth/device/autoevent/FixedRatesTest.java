package io.hearth.device.autoevent;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.metadata.AutoEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** EdgeX device SDK, AutoEvents: fixed-rate deadlines; the clock is the test's. */
class FixedRatesTest {
    private static final long MS = 1_000_000;

    private final FixedRates rates = new FixedRates();
    private final List<Task> due = new ArrayList<>();
    private final AtomicLong missed = new AtomicLong();

    private long run(long now) {
        due.clear();
        return rates.run(now, due::add, missed::addAndGet);
    }

    private static Task every(String interval) {
        return new Task("boiler", new AutoEvent(interval, false, 0, "heating", null), false);
    }

    @Test
    void the_first_deadline_is_one_interval_after_the_start() {
        Task task = every("100ms");
        rates.add(List.of(task), 50 * MS);

        assertThat(run(149 * MS)).isEqualTo(MS);
        assertThat(due).isEmpty();
        run(150 * MS);
        assertThat(due).containsExactly(task);
    }

    @Test
    void a_deadline_that_was_noticed_late_does_not_move_those_after_it() {
        rates.add(List.of(every("100ms")), 0);

        assertThat(run(130 * MS)).isEqualTo(70 * MS);
        assertThat(due).hasSize(1);
        assertThat(run(299 * MS)).isEqualTo(MS);
        assertThat(run(300 * MS)).isEqualTo(100 * MS);
        assertThat(missed).hasValue(0);
    }

    @Test
    void deadlines_that_passed_unnoticed_are_counted_and_not_made_up_for() {
        rates.add(List.of(every("100ms")), 0);

        assertThat(run(450 * MS)).isEqualTo(50 * MS);
        assertThat(due).hasSize(1);
        assertThat(missed).hasValue(3);
    }

    @Test
    void a_cancelled_one_is_never_due_and_the_heap_does_not_keep_such() {
        List<Task> tasks = IntStream.range(0, 1000).mapToObj(i -> every("1h")).toList();
        rates.add(tasks, 0);
        rates.cancel(tasks.subList(0, 900));

        assertThat(rates.size()).isEqualTo(100);
        run(3_600_000 * MS);
        assertThat(due).hasSize(100).doesNotContainAnyElementsOf(tasks.subList(0, 900));
    }

    @Test
    void a_hundred_thousand_cost_no_thread_and_each_comes_once_an_interval() {
        int before = Thread.activeCount();
        rates.add(
                IntStream.range(0, 100_000)
                        .mapToObj(i -> every((i % 1000 + 1) + "ms"))
                        .toList(),
                0);
        // Other tests' threads come and go meanwhile.
        assertThat(Thread.activeCount()).isLessThan(before + 100);

        run(1000 * MS);
        assertThat(due).hasSize(100_000).doesNotHaveDuplicates();
    }

    @Property(tries = 200)
    void whatever_the_times_of_looking_handed_over_and_missed_together_are_all_deadlines_that_passed(
            @ForAll @IntRange(min = 1, max = 50) int interval,
            @ForAll @Size(min = 1, max = 40) List<@LongRange(min = 0, max = 500) Long> pauses) {
        FixedRates fresh = new FixedRates();
        AtomicLong skipped = new AtomicLong();
        AtomicLong handed = new AtomicLong();
        fresh.add(List.of(every(interval + "ms")), 0);
        long now = 0;
        for (long pause : pauses) {
            now += pause;
            fresh.run(now * MS, task -> handed.incrementAndGet(), skipped::addAndGet);
        }
        assertThat(handed.get() + skipped.get()).isEqualTo(now / interval);
    }
}

package io.hearth.command.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LanesTest {
    @Test
    void work_of_one_lane_runs_in_the_order_of_its_arrival() {
        Lanes lanes = new Lanes(1000, 1000, 10);
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());

        IntStream.range(0, 500).forEach(i -> lanes.submit("boiler", () -> seen.add(i)));

        await().until(() -> seen.size() == 500);
        assertThat(seen).isSorted();
    }

    @Test
    void a_slow_lane_delays_no_other() throws InterruptedException {
        Lanes lanes = new Lanes(10, 100, 10);
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch quick = new CountDownLatch(1);
        lanes.submit("slow", () -> waitFor(slow));

        lanes.submit("quick", quick::countDown);

        assertThat(quick.await(5, TimeUnit.SECONDS)).isTrue();
        slow.countDown();
    }

    @Test
    void a_full_lane_refuses_and_another_still_takes() {
        Lanes lanes = new Lanes(2, 100, 10);
        CountDownLatch slow = new CountDownLatch(1);
        lanes.submit("slow", () -> waitFor(slow));
        lanes.submit("slow", () -> {});
        lanes.submit("slow", () -> {});

        assertThat(lanes.submit("slow", () -> {})).isFalse();
        assertThat(lanes.submit("other", () -> {})).isTrue();
        slow.countDown();
        await().until(() -> lanes.depth() == 0);
    }

    @Test
    void all_lanes_together_hold_no_more_than_their_bound() {
        Lanes lanes = new Lanes(10, 3, 10);
        CountDownLatch slow = new CountDownLatch(1);
        IntStream.range(0, 3).forEach(i -> lanes.submit("lane" + i, () -> waitFor(slow)));

        assertThat(lanes.submit("one too many", () -> {})).isFalse();
        slow.countDown();
        await().until(() -> lanes.submit("now there is room", () -> {}));
    }

    @Test
    void no_more_lanes_are_at_work_at_once_than_allowed() {
        Lanes lanes = new Lanes(10, 100, 3);
        AtomicInteger atWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        IntStream.range(0, 50)
                .forEach(i -> lanes.submit("lane" + i, () -> {
                    most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
                    Thread.yield();
                    atWork.decrementAndGet();
                }));

        await().until(() -> lanes.depth() == 0);
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void what_goes_ahead_runs_before_what_waits_and_keeps_its_own_order() {
        Lanes lanes = new Lanes(10, 100, 3);
        CountDownLatch slow = new CountDownLatch(1);
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        lanes.submit("boiler", () -> waitFor(slow));
        for (String rule : List.of("rule 1", "rule 2")) {
            lanes.submit("boiler", false, () -> seen.add(rule));
        }
        for (String person : List.of("person 1", "person 2")) {
            lanes.submit("boiler", true, () -> seen.add(person));
        }

        slow.countDown();

        await().until(() -> seen.size() == 4);
        assertThat(seen).containsExactly("person 1", "person 2", "rule 1", "rule 2");
    }

    @Test
    void a_lane_full_of_other_work_still_takes_what_goes_ahead() {
        Lanes lanes = new Lanes(1, 3, 3);
        CountDownLatch slow = new CountDownLatch(1);
        lanes.submit("boiler", () -> waitFor(slow));
        lanes.submit("boiler", () -> {});
        lanes.submit("other", () -> waitFor(slow));

        assertThat(lanes.submit("boiler", false, () -> {})).isFalse();
        assertThat(lanes.submit("boiler", true, () -> {})).isTrue();
        assertThat(lanes.submit("boiler", true, () -> {})).isFalse();
        slow.countDown();
    }

    @Test
    void work_that_fails_does_not_stop_its_lane() {
        Lanes lanes = new Lanes(10, 100, 3);
        AtomicInteger done = new AtomicInteger();
        lanes.submit("boiler", () -> {
            throw new IllegalStateException("a bug");
        });

        lanes.submit("boiler", done::incrementAndGet);

        await().until(() -> done.get() == 1);
    }

    @Test
    void not_even_an_error_stops_a_lane() {
        Lanes lanes = new Lanes(10, 100, 3);
        AtomicInteger done = new AtomicInteger();
        lanes.submit("boiler", () -> {
            throw new NoClassDefFoundError("a bug");
        });

        lanes.submit("boiler", done::incrementAndGet);

        await().until(() -> done.get() == 1 && lanes.depth() == 0);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.hearth.runtime.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What waits stays within its bounds, and messages never stop coming. */
class DemandTest {
    private static final int MEGABYTE = 1 << 20;

    @Property
    void what_waits_is_bounded_by_number_and_octets_and_all_of_it_comes(@ForAll("sizes") List<Integer> sizes) {
        Demand demand = new Demand(1_000, 4L * MEGABYTE);
        Deque<Integer> waiting = new ArrayDeque<>();
        int asked = demand.first();
        long largest = 0;
        for (int size : sizes) {
            while (asked == 0) {
                asked += demand.done(waiting.remove());
            }
            asked += demand.arrived(size) - 1;
            waiting.add(size);
            largest = Math.max(largest, size);
            long octets = waiting.stream().mapToLong(Integer::longValue).sum();
            assertThat(demand.octets()).isEqualTo(octets);
            assertThat(waiting.size() + asked).isLessThanOrEqualTo(1_000);
            assertThat(octets).isLessThanOrEqualTo(4L * MEGABYTE + 128 * largest);
        }
    }

    @Example
    void large_messages_are_asked_for_few_at_a_time() {
        Demand demand = new Demand(10_000, 8L * MEGABYTE);
        int asked = demand.first();
        int arrived = 0;
        while (asked > 0) {
            asked += demand.arrived(MEGABYTE) - 1;
            arrived++;
        }

        assertThat(arrived).isEqualTo(8);
        int more = 0;
        for (int i = 0; i < arrived; i++) {
            more += demand.done(MEGABYTE);
        }
        assertThat(more).isBetween(1, 8);
    }

    @Example
    void of_small_messages_as_many_may_wait_as_the_number_allows() {
        Demand demand = new Demand(10_000, 8L * MEGABYTE);
        int asked = demand.first();
        int arrived = 0;
        while (asked > 0) {
            asked += demand.arrived(100) - 1;
            arrived++;
        }

        assertThat(arrived).isEqualTo(10_000);
    }

    @Example
    void what_came_by_a_former_source_takes_its_room_of_the_next_one() {
        Demand demand = new Demand(10, MEGABYTE);
        int asked = demand.first();
        while (asked > 2) {
            asked += demand.arrived(1) - 1;
        }
        int left = demand.anew();
        int arrived = 0;
        while (left > 0) {
            left += demand.arrived(1) - 1;
            arrived++;
        }

        assertThat(arrived).isEqualTo(2);
        assertThat(demand.anew()).isZero();
        assertThat(demand.done(1)).isOne();
    }

    @Example
    void one_that_is_larger_than_all_may_come_when_nothing_waits() {
        Demand demand = new Demand(10, 10);
        int asked = demand.first();
        while (asked > 0) {
            asked += demand.arrived(1_000) - 1;
        }
        assertThat(demand.done(1_000) + demand.octets()).isPositive();
        assertThat(new Demand(10, 0).first()).isPositive();
    }

    @Provide
    Arbitrary<List<Integer>> sizes() {
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(5, Arbitraries.integers().between(0, 300)),
                        net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(MEGABYTE / 2, MEGABYTE)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(2_000);
    }
}

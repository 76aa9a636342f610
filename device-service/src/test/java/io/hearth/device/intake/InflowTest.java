package io.hearth.device.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;

class InflowTest {
    private static final int ROOM = 1000;
    private static final long MILLISECOND = 1_000_000;

    private final AtomicLong asked = new AtomicLong();
    private final Inflow inflow = new Inflow(ROOM, 1_000_000);
    private final Subscription client = new Subscription() {
        @Override
        public void request(long more) {
            asked.addAndGet(more);
        }

        @Override
        public void cancel() {}
    };

    @Test
    void while_half_the_room_is_free_nobody_waits() {
        arrive(ROOM / 2, 10);

        assertThat(inflow.pause(10)).isZero();
    }

    @Test
    void the_fuller_it_is_the_longer_is_waited_up_to_a_millisecond() {
        arrive(ROOM * 6 / 10, 10);
        long little = inflow.pause(10);
        arrive(ROOM * 3 / 10, 10);
        long more = inflow.pause(10);
        arrive(ROOM / 10, 10);

        assertThat(little).isPositive().isLessThan(more);
        assertThat(more).isLessThan(MILLISECOND);
        assertThat(inflow.pause(10)).isEqualTo(MILLISECOND);
    }

    @Test
    void large_messages_are_waited_after_in_proportion() {
        arrive(1, 1_000_000);

        assertThat(inflow.pause(10)).isEqualTo(MILLISECOND);
        assertThat(inflow.pause(1_000_000)).isEqualTo(1000 * MILLISECOND);
    }

    @Test
    void what_is_handled_makes_room() {
        arrive(ROOM, 10);
        for (int i = 0; i < ROOM / 2; i++) {
            inflow.done(10);
        }

        assertThat(inflow.pause(10)).isZero();
    }

    @Property
    void no_more_is_asked_for_than_there_is_room(@ForAll @IntRange(min = 1, max = 3000) int offered) {
        asked.set(0);
        Inflow fresh = new Inflow(ROOM, 1_000_000);
        fresh.begin(client);
        int taken = 0;
        while (taken < offered && taken < asked.get()) {
            fresh.arrived(client, 1);
            taken++;
        }

        assertThat(asked.get()).isLessThanOrEqualTo(ROOM);
        assertThat(taken).isEqualTo(Math.min(offered, ROOM));
    }

    private void arrive(int messages, int octets) {
        inflow.begin(client);
        for (int i = 0; i < messages; i++) {
            inflow.arrived(client, octets);
        }
    }
}

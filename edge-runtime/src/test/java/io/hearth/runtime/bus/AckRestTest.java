package io.hearth.runtime.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When the thread of the bus' connection lets acknowledgements come together, and when it does not. */
class AckRestTest {
    private final AtomicLong now = new AtomicLong(1_000_000_000);
    private final List<Long> rests = new ArrayList<>();
    private final AckRest rest = new AckRest(now::get, nanos -> {
        rests.add(nanos);
        now.addAndGet(nanos);
    });

    @Test
    void restsInAFlood() {
        later(50_000);
        rest.acknowledged(1_000);
        assertThat(rests).containsExactly(200_000L);
    }

    @Test
    void whoAwaitsASingleAcknowledgementIsNotDelayed() {
        for (int awaited = 0; awaited < 20; awaited++) {
            later(50_000);
            rest.acknowledged(awaited);
        }
        assertThat(rests).isEmpty();
    }

    @Test
    void readsAllThatCameDuringARestBeforeTheNext() {
        later(50_000);
        for (int i = 0; i < 100; i++) {
            rest.acknowledged(1_000);
            later(100);
        }
        assertThat(rests).hasSize(1);
        later(50_000);
        rest.acknowledged(1_000);
        assertThat(rests).hasSize(2);
    }

    private void later(long nanos) {
        now.addAndGet(nanos);
    }
}

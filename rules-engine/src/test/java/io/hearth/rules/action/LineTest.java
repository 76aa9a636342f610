package io.hearth.rules.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.rule.Action;
import io.hearth.runtime.bus.Backoff;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** Who waits in a line for its next attempt. */
class LineTest {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Intent intent =
            Firings.intent(new Action.Command("boiler", "control", Map.of("mode", "on")), 1, "19");
    private final Line line =
            new Line(Line.Key.ofLane(intent), changed, new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)));

    private boolean somebodyWaits() {
        lock.lock();
        try {
            return lock.hasWaiters(changed);
        } finally {
            lock.unlock();
        }
    }

    private void withdraw(boolean which) {
        lock.lock();
        try {
            line.withdraw(any -> which, pointless -> {});
        } finally {
            lock.unlock();
        }
    }

    @Test
    void is_woken_by_a_withdrawal_from_this_line_and_by_no_other() {
        line.add(intent);
        Thread.ofVirtual().start(() -> {
            lock.lock();
            try {
                changed.awaitUninterruptibly();
            } finally {
                lock.unlock();
            }
        });
        await().until(this::somebodyWaits);

        withdraw(false);
        assertThat(somebodyWaits()).isTrue();

        withdraw(true);
        assertThat(somebodyWaits()).isFalse();
    }
}

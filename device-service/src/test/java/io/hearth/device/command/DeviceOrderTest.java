package io.hearth.device.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Writes to one device never overtake each other, and a slow device delays nobody else. */
class DeviceOrderTest {
    private final DeviceOrder order = new DeviceOrder(3, Duration.ofSeconds(30));
    private final ExecutorService elsewhere = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch answered = new CountDownLatch(1);
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final AtomicInteger begun = new AtomicInteger();

    @AfterEach
    void stop() {
        answered.countDown();
        elsewhere.close();
    }

    @Test
    void a_second_write_waits_for_the_first_and_another_device_does_not() {
        elsewhere.submit(() -> order.inTurn("slow", () -> slow("first")));
        await().until(() -> begun.get() == 1);
        elsewhere.submit(() -> order.inTurn("slow", () -> slow("second")));

        order.inTurn("other", () -> done.add("other"));
        assertThat(done).containsExactly("other");
        assertThat(begun).hasValue(1);

        answered.countDown();
        await().until(() -> done.size() == 3);
        assertThat(done).containsExactly("other", "first", "second");
        await("nothing is left").until(() -> order.busy() == 0);
    }

    @Test
    void more_than_may_wait_are_refused_and_a_failed_write_leaves_nothing() {
        for (int i = 0; i < 3; i++) {
            elsewhere.submit(() -> order.inTurn("slow", () -> slow("one")));
        }
        await().untilAsserted(() -> assertThatThrownBy(() -> order.inTurn("slow", () -> "too many"))
                .hasMessageContaining("3 commands are under way or wait for device 'slow'"));

        assertThatThrownBy(() -> order.inTurn("bad", () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        answered.countDown();
        await().until(() -> order.busy() == 0);
        assertThat(done).containsExactly("one", "one", "one");
    }

    @Test
    void who_waits_too_long_for_its_turn_is_refused_and_has_done_nothing() {
        DeviceOrder hasty = new DeviceOrder(3, Duration.ofMillis(50));
        elsewhere.submit(() -> hasty.inTurn("slow", () -> slow("first")));
        await().until(() -> begun.get() == 1);

        assertThatThrownBy(() -> hasty.inTurn("slow", () -> done.add("second")))
                .hasMessageContaining("nothing was sent")
                .hasMessageContaining("50 ms");
        answered.countDown();
        await().until(() -> hasty.busy() == 0);
        assertThat(done).containsExactly("first");
    }

    private boolean slow(String name) {
        begun.incrementAndGet();
        try {
            answered.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return done.add(name);
    }
}

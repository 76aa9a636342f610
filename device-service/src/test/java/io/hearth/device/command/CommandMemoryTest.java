package io.hearth.device.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.contracts.rest.ErrorKind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CommandMemoryTest {
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger acted = new AtomicInteger();
    private final CommandMemory memory = new CommandMemory(Duration.ofMinutes(10), 3, now::get);

    @Test
    void the_same_id_acts_once_and_is_answered_the_same() {
        CommandOutcome first = memory.once("a", this::done);

        assertThat(memory.once("a", this::done)).isSameAs(first);
        assertThat(acted).hasValue(1);
    }

    @Test
    void after_the_window_it_acts_again() {
        memory.once("a", this::done);
        now.addAndGet(Duration.ofMinutes(11).toNanos());
        memory.once("a", this::done);

        assertThat(acted).hasValue(2);
    }

    @Test
    void what_may_pass_is_tried_again() {
        memory.once("a", () -> new CommandOutcome.Refused(ErrorKind.SERVICE_UNAVAILABLE, "broker away"));
        memory.once("a", this::done);

        assertThat(acted).hasValue(1);
    }

    @Test
    void beyond_its_bound_the_oldest_is_forgotten() {
        for (String id : new String[] {"a", "b", "c", "d"}) {
            memory.once(id, this::done);
        }
        memory.once("d", this::done);
        assertThat(acted).hasValue(4);

        memory.once("a", this::done);
        assertThat(acted).hasValue(5);
    }

    @Test
    void one_under_way_is_waited_for() {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> finish = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> memory.once("a", () -> {
                    begun.countDown();
                    finish.join();
                    return done();
                }));
        CompletableFuture<CommandOutcome> second = new CompletableFuture<>();
        await().until(() -> begun.getCount() == 0);
        Thread.ofVirtual().start(() -> second.complete(memory.once("a", this::done)));
        assertThat(second).isNotDone();

        finish.complete(null);

        await().until(second::isDone);
        assertThat(acted).hasValue(1);
    }

    private CommandOutcome done() {
        acted.incrementAndGet();
        return new CommandOutcome.Done();
    }
}

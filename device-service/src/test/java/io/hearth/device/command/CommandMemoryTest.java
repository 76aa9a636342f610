package io.hearth.device.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.contracts.rest.ErrorKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CommandMemoryTest {
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger acted = new AtomicInteger();
    private final AtomicInteger turnedAway = new AtomicInteger();
    /** What each resource was sent, in order. */
    private final Map<String, List<CompletableFuture<Void>>> sent = new HashMap<>();

    private final CommandMemory memory =
            new CommandMemory(Duration.ofMinutes(10), 3, now::get, turnedAway::incrementAndGet);

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
        memory.once("a", sending -> new CommandOutcome.Refused(ErrorKind.SERVICE_UNAVAILABLE, "broker away"));
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
                .start(() -> memory.once("a", sending -> {
                    begun.countDown();
                    finish.join();
                    return done(sending);
                }));
        CompletableFuture<CommandOutcome> second = new CompletableFuture<>();
        await().until(() -> begun.getCount() == 0);
        Thread.ofVirtual().start(() -> second.complete(memory.once("a", this::done)));
        assertThat(second).isNotDone();

        finish.complete(null);

        await().until(second::isDone);
        assertThat(acted).hasValue(1);
    }

    @Test
    void what_may_yet_reach_the_device_is_not_sent_again_and_done_when_it_has() {
        assertThat(send("a", "mode")).isInstanceOf(CommandOutcome.Refused.class);
        assertThat(memory.open()).isEqualTo(1);
        assertThat(send("a", "mode")).isInstanceOf(CommandOutcome.Refused.class);

        sent.get("mode").getFirst().complete(null);
        assertThat(send("a", "mode")).isInstanceOf(CommandOutcome.Done.class);

        assertThat(send("a", "mode")).isInstanceOf(CommandOutcome.Done.class);
        assertThat(sent.get("mode")).hasSize(1);
        assertThat(memory.open()).isZero();
    }

    @Test
    void what_cannot_reach_the_device_any_more_is_sent_again() {
        send("a", "mode");
        sent.get("mode").getFirst().completeExceptionally(new IllegalStateException("connection lost"));

        send("a", "mode");

        assertThat(sent.get("mode")).hasSize(2);
    }

    @Test
    void of_several_messages_only_those_that_have_failed_are_sent_again() {
        send("a", "mode", "target", "fan");
        sent.get("mode").getFirst().complete(null);
        sent.get("target").getFirst().completeExceptionally(new IllegalStateException("connection lost"));
        send("a", "mode", "target", "fan");
        sent.get("target").getLast().completeExceptionally(new IllegalStateException("connection lost"));
        sent.get("fan").getFirst().complete(null);

        send("a", "mode", "target", "fan");

        assertThat(sent.get("mode")).hasSize(1);
        assertThat(sent.get("target")).hasSize(3);
        assertThat(sent.get("fan")).hasSize(1);
    }

    @Test
    void that_an_attempt_was_refused_before_it_came_to_anything_does_not_make_what_is_open_forgotten() {
        send("a", "mode");
        memory.once("a", sending -> new CommandOutcome.Refused(ErrorKind.SERVICE_LOCKED, "device is LOCKED"));

        send("a", "mode");

        assertThat(sent.get("mode")).hasSize(1);
    }

    @Test
    void a_device_that_said_that_it_failed_is_told_all_of_it_anew() {
        memory.once("a", sending -> {
            publish(sending, "mode").complete(null);
            return new CommandOutcome.Refused(ErrorKind.SERVER_ERROR, "device 'boiler' did not reply", true);
        });

        send("a", "mode");

        assertThat(sent.get("mode")).hasSize(2);
    }

    @Test
    void what_may_yet_reach_its_device_is_forgotten_neither_for_others_nor_after_the_window() {
        for (String id : new String[] {"a", "b", "c"}) {
            send(id, id);
        }
        assertThat(send("d", "d"))
                .isEqualTo(new CommandOutcome.Refused(
                        ErrorKind.SERVICE_UNAVAILABLE,
                        "nothing was sent: 3 commands are under way, or may yet reach their devices, already"));
        assertThat(turnedAway).hasValue(1);
        now.addAndGet(Duration.ofMinutes(11).toNanos());
        send("a", "a");
        assertThat(sent.get("a")).hasSize(1);

        sent.get("b").getFirst().complete(null);
        send("d", "d");

        assertThat(sent.get("d")).hasSize(1);
        send("a", "a");
        assertThat(sent.get("a")).hasSize(1);
    }

    private CommandOutcome done(Sending sending) {
        acted.incrementAndGet();
        return new CommandOutcome.Done();
    }

    /** A command of one message for each resource; refused for now as long as not all have arrived. */
    private CommandOutcome send(String id, String... resources) {
        return memory.once(id, sending -> {
            for (String resource : resources) {
                publish(sending, resource);
            }
            boolean all = Arrays.stream(resources)
                    .map(sent::get)
                    .map(List::getLast)
                    .allMatch(last -> last.isDone() && !last.isCompletedExceptionally());
            return all
                    ? new CommandOutcome.Done()
                    : new CommandOutcome.Refused(ErrorKind.SERVICE_UNAVAILABLE, "not acknowledged");
        });
    }

    private CompletableFuture<Void> publish(Sending sending, String resource) {
        return sending.publish(resource, () -> {
            CompletableFuture<Void> open = new CompletableFuture<>();
            sent.computeIfAbsent(resource, name -> new ArrayList<>()).add(open);
            return open;
        });
    }
}

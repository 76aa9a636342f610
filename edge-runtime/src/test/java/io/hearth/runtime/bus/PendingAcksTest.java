package io.hearth.runtime.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PendingAcksTest {
    private static final String BROKER = "localhost:1883";

    @Test
    void aMessageThatIsAcknowledgedIsDone() {
        try (PendingAcks acks = new PendingAcks(BROKER, Duration.ofSeconds(10))) {
            PendingAcks.Pending pending = acks.await("a/b");
            assertThat(pending).isNotDone();

            pending.answered(null);

            assertThat(pending).isCompleted();
        }
    }

    @Test
    void aMessageThatIsRefusedHasFailedForWhoeverWaitsHowever() {
        try (PendingAcks acks = new PendingAcks(BROKER, Duration.ofSeconds(10))) {
            PendingAcks.Pending pending = acks.await("a/b");

            pending.answered(new IllegalStateException("gone"));

            assertThatThrownBy(pending::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(BusUnavailable.class)
                    .hasMessageContaining(BROKER)
                    .hasMessageContaining("a/b");
            assertThatThrownBy(pending::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(BusUnavailable.class);
        }
    }

    @Test
    void amongManyThatAreAcknowledgedTheOneThatIsNotFailsInTime() {
        try (PendingAcks acks = new PendingAcks(BROKER, Duration.ofMillis(300))) {
            PendingAcks.Pending before = acks.await("before");
            PendingAcks.Pending lost = acks.await("lost");
            PendingAcks.Pending after = acks.await("after");
            before.answered(null);
            after.answered(null);
            assertThat(lost).isNotDone();

            Awaitility.await().atMost(Duration.ofSeconds(5)).until(lost::isDone);

            assertThatThrownBy(lost::get)
                    .cause()
                    .isInstanceOf(BusUnavailable.class)
                    .hasCauseInstanceOf(TimeoutException.class);
            assertThat(before).isCompleted();
            assertThat(after).isCompleted();
        }
    }
}

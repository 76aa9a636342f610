package io.hearth.rules.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.fault.Faults;
import io.hearth.rules.rule.Severity;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** A client of a stream that cannot be told anything. */
class BrokenClientTest {
    private static final Wish ALL = Wish.of(List.of(), List.of(), List.of(), List.of());

    private record Bounds() implements StreamConfig {
        @Override
        public int clients() {
            return 1;
        }

        @Override
        public int kept() {
            return 5;
        }

        @Override
        public int waiting() {
            return 3;
        }

        @Override
        public Duration heartbeat() {
            return Duration.ofMinutes(1);
        }
    }

    /** It breaks with the first thing that it is told. */
    private static final class Breaking implements Flow.Subscriber<Message> {
        private volatile boolean completed;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(10);
        }

        @Override
        public void onNext(Message message) {
            throw new AssertionError("unforeseen");
        }

        @Override
        public void onError(Throwable failure) {
            throw new AssertionError(failure);
        }

        @Override
        public void onComplete() {
            completed = true;
        }
    }

    @Test
    void its_stream_ends_its_place_is_free_again_and_the_fault_is_counted() {
        long faults = Faults.count();
        Semaphore places = new Semaphore(1);
        Feed feed = new Feed(new Bounds(), "run", places);
        Breaking client = new Breaking();

        feed.listen(ALL, null).subscribe(client);
        feed.publish("state", "rule", "device", List.of(), Severity.INFO, () -> "1");

        await().until(() -> client.completed);
        assertThat(feed.listening()).isZero();
        assertThat(places.availablePermits()).isEqualTo(1);
        assertThat(Faults.count()).isEqualTo(faults + 1);
        assertThat(Faults.last()).contains("rules-stream", "unforeseen");
    }
}

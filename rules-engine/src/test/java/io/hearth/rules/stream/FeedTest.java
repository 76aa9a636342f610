package io.hearth.rules.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.rules.rule.Severity;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class FeedTest {
    private static final Wish ALL = Wish.of(List.of(), List.of(), List.of(), List.of());

    private final Feed feed = new Feed(new Bounds(), "run", new Semaphore(2));

    private record Bounds() implements StreamConfig {
        @Override
        public int clients() {
            return 2;
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
            return Duration.ZERO;
        }
    }

    private void happens(String what, Severity severity, String... labels) {
        feed.publish("state", "rule-" + what, "device", List.of(labels), severity, () -> what);
    }

    private Ear listen(Wish wish, String lastEventId, long demand) {
        Ear ear = new Ear(demand);
        feed.listen(wish, lastEventId).subscribe(ear);
        return ear;
    }

    @Test
    void a_client_is_told_what_happens_and_fits_its_wish() {
        Ear all = listen(ALL, null, 100);
        Ear some = listen(Wish.of(List.of(), List.of(), List.of("a", "b"), List.of("critical")), null, 100);

        happens("1", Severity.CRITICAL, "b");
        happens("2", Severity.INFO, "b");
        happens("3", Severity.CRITICAL, "c");

        await().until(() -> all.told().equals(List.of("1", "2", "3")));
        await().until(() -> some.told().equals(List.of("1")));
    }

    @Test
    void an_answer_does_not_begin_before_the_client_is_told_all_that_happens() {
        Ear ear = new Ear(100) {
            @Override
            public void onSubscribe(Flow.Subscription given) {
                super.onSubscribe(given);
                await().during(Duration.ofMillis(100)).until(() -> heartbeats() == 0);
            }
        };

        feed.listen(ALL, null).subscribe(ear);

        await().until(() -> ear.heartbeats() == 1);
    }

    @Test
    void a_client_that_comes_back_is_told_what_it_missed() {
        happens("1", Severity.INFO);
        happens("2", Severity.INFO);
        happens("3", Severity.INFO);

        Ear ear = listen(ALL, "run-1", 100);

        await().until(() -> ear.told().equals(List.of("2", "3")));
        assertThat(ear.ids()).containsExactly("run-2", "run-3");
    }

    @Test
    void a_client_is_told_when_what_it_missed_is_not_kept_or_of_another_life() {
        for (int i = 1; i <= 8; i++) {
            happens("" + i, Severity.INFO);
        }
        Ear late = listen(ALL, "run-2", 100);
        Ear before = listen(ALL, "older-8", 100);

        await().until(() -> late.names().equals(List.of("gap")));
        await().until(() -> before.names().equals(List.of("gap")));
    }

    @Test
    void a_slow_client_is_told_why_it_is_left_and_holds_up_nobody() {
        Ear slow = listen(ALL, null, 0);
        Ear quick = listen(ALL, null, 100);
        for (int i = 1; i <= 10; i++) {
            happens("" + i, Severity.INFO);
            String last = "" + i;
            await().until(() -> quick.told().contains(last));
        }
        assertThat(feed.tooSlow()).isEqualTo(1);

        slow.subscription.request(5);

        await().until(() -> slow.completed);
        assertThat(slow.names()).containsExactly("closed");
        assertThat(slow.told().getFirst()).contains("too slow");
        assertThat(feed.listening()).isEqualTo(1);
    }

    @Test
    void a_client_that_takes_nothing_any_more_is_left_with_the_next_heartbeat() {
        Ear stuck = listen(ALL, null, 0);
        for (int i = 1; i <= 4; i++) {
            happens("" + i, Severity.INFO);
        }

        feed.heartbeat();

        assertThat(stuck.completed).isTrue();
        assertThat(feed.listening()).isZero();
    }

    @Test
    void who_hears_nothing_hears_that_the_stream_lives() {
        Ear ear = listen(ALL, null, 100);
        await().until(() -> ear.heartbeats() == 1);

        feed.heartbeat();

        await().until(() -> ear.heartbeats() == 2);
    }

    @Test
    void no_more_listen_than_may_and_a_place_is_free_again() {
        Ear one = listen(ALL, null, 1);
        listen(ALL, null, 1);
        assertThatThrownBy(() -> feed.listen(ALL, null)).isInstanceOf(EdgexException.class);

        one.subscription.cancel();

        assertThat(listen(ALL, null, 1).completed).isFalse();
    }

    @Test
    void a_request_that_ends_before_anybody_listens_takes_no_place() {
        for (int i = 0; i < 10; i++) {
            feed.listen(ALL, null);
        }

        assertThat(listen(ALL, null, 1).completed).isFalse();
    }

    @Test
    void who_finds_no_place_when_the_answer_begins_is_told_so() {
        List<Flow.Publisher<Message>> asked =
                List.of(feed.listen(ALL, null), feed.listen(ALL, null), feed.listen(ALL, null));
        List<Ear> ears = asked.stream()
                .map(publisher -> {
                    Ear ear = new Ear(100);
                    publisher.subscribe(ear);
                    return ear;
                })
                .toList();

        await().until(() -> ears.getLast().completed);
        assertThat(ears.getLast().names()).containsExactly("closed");
        assertThat(ears.getLast().told().getFirst()).contains("too many clients");
        assertThat(feed.listening()).isEqualTo(2);
    }

    @Test
    void a_stop_ends_all_streams_at_once_and_those_that_come_after_it() {
        Ear ear = listen(ALL, null, 0);

        feed.stop();

        assertThat(ear.completed).isTrue();
        assertThat(listen(ALL, null, 1).completed).isTrue();
    }

    private static class Ear implements Flow.Subscriber<Message> {
        private final List<Message.Event> events = new CopyOnWriteArrayList<>();
        private final long demand;
        private volatile Flow.Subscription subscription;
        private volatile boolean completed;
        private volatile int heartbeats;

        Ear(long demand) {
            this.demand = demand;
        }

        int heartbeats() {
            return heartbeats;
        }

        List<String> told() {
            return events.stream().map(Message.Event::json).toList();
        }

        List<String> ids() {
            return events.stream().map(Message.Event::id).toList();
        }

        List<String> names() {
            return events.stream().map(Message.Event::name).toList();
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            if (demand > 0) {
                given.request(demand);
            }
        }

        @Override
        public void onNext(Message message) {
            switch (message) {
                case Message.Event event -> events.add(event);
                case Message.Heartbeat _ -> heartbeats++;
            }
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {
            completed = true;
        }
    }
}

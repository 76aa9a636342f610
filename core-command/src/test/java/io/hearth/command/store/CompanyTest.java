package io.hearth.command.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CompanyTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>();

    @Test
    void what_somebody_waits_for_goes_at_once_with_all_that_waits() throws InterruptedException {
        waiting.add("an end");

        assertThat(gathered(LONG, 10, "urgent")).containsExactly("urgent", "an end");
    }

    @Test
    void what_nobody_waits_for_goes_with_the_next_that_somebody_waits_for() throws InterruptedException {
        List<String> batch = new ArrayList<>(List.of("an end"));
        Thread gatherer = Thread.ofPlatform().start(() -> {
            try {
                new Company(LONG, 10).gather(batch, waiting, "urgent"::equals);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> gatherer.getState() == Thread.State.TIMED_WAITING);

        waiting.add("another end");
        waiting.add("urgent");
        gatherer.join();

        assertThat(batch).containsExactly("an end", "another end", "urgent");
    }

    @Test
    void what_nobody_waits_for_goes_alone_when_none_comes() throws InterruptedException {
        assertThat(gathered(Duration.ofMillis(10), 10, "an end")).containsExactly("an end");
        assertThat(gathered(Duration.ZERO, 10, "an end")).containsExactly("an end");
    }

    @Test
    void no_more_goes_together_than_may() throws InterruptedException {
        waiting.addAll(List.of("an end", "an end", "urgent"));

        assertThat(gathered(LONG, 3, "an end")).hasSize(3);
        assertThat(waiting).containsExactly("urgent");
    }

    private List<String> gathered(Duration linger, int most, String first) throws InterruptedException {
        List<String> batch = new ArrayList<>(List.of(first));
        new Company(linger, most).gather(batch, waiting, "urgent"::equals);
        return batch;
    }
}

package io.hearth.runtime.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.Test;

/** Batches that rest: what comes by itself does not wait, what comes in a row is handled together. */
class BatchRestTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration LONGER_THAN_ANY_TEST = Duration.ofHours(1);

    private final UnicastProcessor<Message<byte[]>> messages = UnicastProcessor.create();
    private final List<Integer> batches = new CopyOnWriteArrayList<>();

    @Test
    void a_message_after_a_pause_is_handled_at_once() {
        try (BatchConsumer consumer = resting(LONGER_THAN_ANY_TEST)) {
            come(1);

            await().atMost(SOON).until(() -> batches.equals(List.of(1)));
            assertThat(consumer.running()).isTrue();
        }
    }

    @Test
    void what_comes_within_the_rest_is_one_batch() {
        try (BatchConsumer consumer = resting(Duration.ofSeconds(2))) {
            come(1);
            await().atMost(SOON).until(() -> batches.size() == 1);

            come(10);

            await().atMost(SOON).until(() -> batches.size() == 2);
            assertThat(batches).containsExactly(1, 10);
            assertThat(consumer.running()).isTrue();
        }
    }

    @Test
    void a_rest_does_not_delay_the_end() {
        BatchConsumer consumer = resting(LONGER_THAN_ANY_TEST);
        come(1);
        await().atMost(SOON).until(() -> batches.size() == 1);
        come(1);

        consumer.close();

        assertThat(consumer.running()).isFalse();
        assertThat(batches).hasSize(1);
    }

    private BatchConsumer resting(Duration rest) {
        BusConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(BusConfig.class)
                .build()
                .getConfigMapping(BusConfig.class);
        Multi<Message<byte[]>> channel = messages;
        return BatchConsumer.start("test-rest", channel, config.consumer(), rest, batch -> batches.add(batch.size()));
    }

    private void come(int count) {
        IntStream.range(0, count)
                .forEach(number -> messages.onNext(
                        Message.of(new byte[1], Metadata.of(new BusMessage("test/rest", new byte[1])))));
    }
}

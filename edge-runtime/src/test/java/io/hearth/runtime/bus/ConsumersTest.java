package io.hearth.runtime.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** At least once, in order, whatever fails. */
@QuarkusTest
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithRedis.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsumersTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Bus bus;

    @Inject
    @Channel("test-batches")
    Multi<Message<byte[]>> batches;

    @Inject
    @Channel("test-lanes")
    Multi<Message<byte[]>> lanes;

    private static final List<String> STORED = new CopyOnWriteArrayList<>();
    private static final AtomicInteger REFUSALS = new AtomicInteger();
    private static final AtomicInteger BATCHES = new AtomicInteger();
    private static BatchConsumer batchConsumer;

    @Test
    @Order(1)
    void messages_are_handled_in_batches_in_order() {
        batchConsumer = BatchConsumer.start("test-batches", batches, bus.consumerLimits(), this::store);
        subscribed("test/batches/warm-up", STORED);
        STORED.clear();
        BATCHES.set(0);

        publish("test/batches/a", 0, 2_000);

        await().atMost(SOON).until(() -> STORED.size() == 2_000);
        assertThat(STORED).isEqualTo(numbers(0, 2_000));
        assertThat(BATCHES.get()).isLessThan(2_000);
    }

    @Test
    @Order(2)
    void a_batch_that_cannot_be_stored_is_tried_again_before_what_is_behind_it() {
        STORED.clear();
        REFUSALS.set(3);

        publish("test/batches/a", 0, 100);

        await().atMost(SOON).until(() -> STORED.size() == 100);
        assertThat(STORED).isEqualTo(numbers(0, 100));
        assertThat(REFUSALS).hasValueLessThanOrEqualTo(0);
    }

    @Test
    @Order(3)
    void a_broker_that_was_killed_delivers_what_was_not_acknowledged() {
        STORED.clear();
        REFUSALS.set(Integer.MAX_VALUE);
        publish("test/batches/a", 0, 50);
        await().atMost(SOON).until(() -> REFUSALS.get() < Integer.MAX_VALUE);

        WithBroker.broker().kill();
        WithBroker.broker().start();
        REFUSALS.set(0);

        await().atMost(SOON).until(() -> STORED.containsAll(numbers(0, 50)));
        await().atMost(SOON).until(bus::connected);
        await().atMost(SOON).ignoreExceptions().until(() -> {
            publish("test/batches/a", 50, 51);
            return STORED.contains("50");
        });
    }

    @Test
    @Order(4)
    void a_slow_device_delays_nobody_else_and_keeps_its_own_order() throws Exception {
        CountDownLatch slowMayGoOn = new CountDownLatch(1);
        List<String> handled = new CopyOnWriteArrayList<>();
        try (LaneConsumer consumer =
                LaneConsumer.start("test-lanes", lanes, bus.consumerLimits(), message -> message.topic(), message -> {
                    if (message.topic().endsWith("slow")) {
                        slowMayGoOn.await(20, TimeUnit.SECONDS);
                    }
                    handled.add(message.topic() + text(message));
                })) {
            subscribed("test/lanes/warm-up", handled);
            handled.clear();

            publish("test/lanes/slow", 0, 3);
            publish("test/lanes/fast", 0, 3);

            await().atMost(SOON).until(() -> handled.size() == 3);
            assertThat(handled).containsExactly("test/lanes/fast0", "test/lanes/fast1", "test/lanes/fast2");
            slowMayGoOn.countDown();
            await().atMost(SOON).until(() -> handled.size() == 6);
            assertThat(handled.subList(3, 6))
                    .containsExactly("test/lanes/slow0", "test/lanes/slow1", "test/lanes/slow2");
            assertThat(consumer.running()).isTrue();
        }
    }

    /** Takes at once, stores when it is told. */
    private static final class Storing implements StoringHandler {
        private final List<String> taken = new CopyOnWriteArrayList<>();
        private final List<String> stored = new CopyOnWriteArrayList<>();

        @Override
        public boolean take(List<BusMessage> batch) {
            batch.forEach(message -> taken.add(text(message)));
            return false;
        }

        @Override
        public void store() {
            stored.addAll(taken.subList(stored.size(), taken.size()));
        }
    }

    private BatchConsumer storing(Storing handler, int messages, Duration longest) {
        return BatchConsumer.start(
                "test-lanes", lanes, bus.consumerLimits(), handler, new StoringHandler.Together(messages, longest));
    }

    @Test
    @Order(5)
    void what_was_taken_and_is_not_stored_comes_again() {
        Storing killed = new Storing();
        try (BatchConsumer consumer = storing(killed, 1_000, Duration.ofHours(1))) {
            subscribed("test/lanes/warm-up", killed.taken);
            publish("test/lanes/a", 0, 5);
            await().atMost(SOON).until(() -> killed.taken.containsAll(numbers(0, 5)));
            assertThat(killed.stored).isEmpty();
            assertThat(consumer.running()).isTrue();
        }

        Storing successor = new Storing();
        try (BatchConsumer consumer = storing(successor, 1, Duration.ZERO)) {
            await().atMost(SOON).until(() -> successor.stored.containsAll(numbers(0, 5)));
            assertThat(consumer.running()).isTrue();
        }
    }

    @Test
    @Order(6)
    void what_was_taken_is_stored_together_when_there_is_enough_or_it_has_waited_long_enough() {
        Storing many = new Storing();
        try (BatchConsumer consumer = storing(many, 10, Duration.ofHours(1))) {
            publish("test/lanes/a", 0, 9);
            await().atMost(SOON).until(() -> many.taken.size() == 9);
            assertThat(many.stored).isEmpty();

            publish("test/lanes/a", 9, 10);

            await().atMost(SOON).until(() -> many.stored.equals(numbers(0, 10)));
            assertThat(consumer.running()).isTrue();
        }
        Storing few = new Storing();
        try (BatchConsumer consumer = storing(few, 1_000, Duration.ofMillis(20))) {
            publish("test/lanes/a", 20, 23);

            await().atMost(SOON).until(() -> few.stored.equals(numbers(20, 23)));
            assertThat(consumer.running()).isTrue();
        }
    }

    private void store(List<BusMessage> batch) {
        if (REFUSALS.getAndDecrement() > 0) {
            throw new IllegalStateException("the store is away");
        }
        BATCHES.incrementAndGet();
        batch.forEach(message -> STORED.add(text(message)));
    }

    private void subscribed(String topic, List<String> seen) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(100)).until(() -> {
            bus.publishAndWait(topic, "x".getBytes(StandardCharsets.UTF_8));
            return !seen.isEmpty();
        });
        AtomicInteger before = new AtomicInteger(-1);
        await("quiet")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> before.getAndSet(seen.size()) == seen.size());
    }

    private void publish(String topic, int from, int to) {
        IntStream.range(from, to)
                .mapToObj(i -> bus.publish(topic, Integer.toString(i).getBytes(StandardCharsets.UTF_8)))
                .toList()
                .forEach(sent -> sent.join());
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private static String text(BusMessage message) {
        return new String(message.payload(), StandardCharsets.UTF_8);
    }
}

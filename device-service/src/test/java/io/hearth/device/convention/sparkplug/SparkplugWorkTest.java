package io.hearth.device.convention.sparkplug;

import static io.hearth.device.convention.sparkplug.PlayedNode.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.device.convention.sparkplug.SparkplugTopic.Owner;
import io.hearth.device.intake.DeviceMessage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes wrong in the thread that takes the messages is seen, and stops no more than it must. */
class SparkplugWorkTest {
    private static final byte[] DATA = {8, 1};

    private final BlockingQueue<DeviceMessage> arrived = new LinkedBlockingQueue<>();
    private Thread thread;

    private SparkplugWork work(Consumer<DeviceMessage> pump, LongConsumer surroundings) {
        long soon = 100_000_000;
        SparkplugWork work = new SparkplugWork(
                arrived,
                new EdgeNodes(
                        new OnlyPump(pump),
                        new EdgeNodes.Bounds(1000, PlayedHost.room(10, 10_000, 100), 10, 1000, 10, soon, soon)),
                surroundings);
        thread = Thread.ofVirtual().start(work::run);
        return work;
    }

    @AfterEach
    void stop() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Test
    void an_error_that_ends_the_thread_is_told() {
        SparkplugWork work = work(
                message -> {
                    throw new OutOfMemoryError("played");
                },
                now -> {});
        assertThat(work.trouble()).isEmpty();
        arrived.add(message("spBv1.0/g/NDATA/n", new byte[0]));
        await().until(() -> work.trouble().contains("OutOfMemoryError: played"));
    }

    @Test
    void what_waits_is_given_up_although_something_beside_it_fails() {
        BlockingQueue<DeviceMessage> passed = new LinkedBlockingQueue<>();
        SparkplugWork work = work(passed::add, now -> {
            throw new IllegalArgumentException("the file of a certificate cannot be read");
        });
        arrived.add(message("spBv1.0/g/NDATA/n", DATA));
        await().until(() -> passed.size() == 1);
        assertThat(passed.element()
                        .translation()
                        .orElseThrow()
                        .wrong()
                        .orElseThrow()
                        .detail())
                .isEqualTo("no birth certificate of g/n has come");
        assertThat(work.trouble()).isEmpty();
    }

    @Test
    void a_primary_host_whose_certificate_cannot_be_read_is_tried_again_and_not_all_the_time() {
        AtomicInteger tried = new AtomicInteger();
        HostPresence presence = new HostPresence(() -> {
            tried.incrementAndGet();
            throw new IllegalArgumentException("hearth.device.mqtt.tls.ca cannot be read");
        });
        for (int i = 0; i < 10; i++) {
            presence.heard(true, i * 50_000_000L);
        }
        assertThat(tried).hasValue(1);
        assertThat(presence.isSaid()).isFalse();
        presence.heard(true, 2_000_000_000L);
        assertThat(tried).hasValue(2);
    }

    private record OnlyPump(Consumer<DeviceMessage> pump) implements Host {
        @Override
        public void pass(DeviceMessage message) {
            pump.accept(message);
        }

        @Override
        public void heard(Owner owner) {}

        @Override
        public boolean isPlaced(Birth birth) {
            return true;
        }

        @Override
        public boolean hasChanged() {
            return true;
        }

        @Override
        public Optional<String> place(Newborn newborn) {
            return Optional.empty();
        }

        @Override
        public List<Owner> known(Owner node) {
            return List.of();
        }

        @Override
        public boolean ask(Owner node) {
            return true;
        }
    }
}

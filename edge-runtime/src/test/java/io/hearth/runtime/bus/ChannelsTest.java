package io.hearth.runtime.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.contracts.bus.Envelope;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithRedis.class)
class ChannelsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Bus bus;

    @Inject
    Requests requests;

    @Inject
    Told told;

    @Inject
    @Channel("test-passing")
    Multi<Message<byte[]>> passing;

    /** Who wants to know when a channel is subscribed. */
    @ApplicationScoped
    static class Told {
        final List<String> channels = new CopyOnWriteArrayList<>();

        void subscribed(@ObservesAsync ChannelSubscribed event) {
            channels.add(event.channel());
        }

        List<String> channels() {
            return channels;
        }
    }

    @Test
    void a_channel_that_is_not_durable_tells_of_each_subscription_goes_on_and_leaves_nobody_behind() {
        List<String> heard = new CopyOnWriteArrayList<>();
        BatchConsumer consumer = BatchConsumer.start(
                "test-passing",
                passing,
                bus.consumerLimits(),
                batch -> batch.forEach(message -> heard.add(new String(message.payload(), StandardCharsets.UTF_8))));
        await().atMost(SOON).until(() -> told.channels().contains("test-passing"));
        told.channels().clear();

        WithBroker.broker().kill();
        WithBroker.broker().start();

        await().atMost(SOON).until(() -> told.channels().contains("test-passing"));
        await().atMost(SOON).until(bus::connected);
        bus.publishAndWait("test/passing/a", "again".getBytes(StandardCharsets.UTF_8));
        await().atMost(SOON).until(() -> heard.contains("again"));

        consumer.close();
        if (!requests.connected()) {
            requests.open();
        }
        await().atMost(SOON).until(requests::connected);
        await("nobody is subscribed any more").atMost(SOON).until(() -> nobody("test/passing/a"));
        assertThat(consumer.running()).isFalse();
    }

    private boolean nobody(String topic) {
        try {
            requests.send(topic, "test/reply/1", Envelope.request(Map.of()), Object.class, SOON)
                    .orTimeout(1, TimeUnit.SECONDS)
                    .join();
            return false;
        } catch (CompletionException failure) {
            return failure.getCause() instanceof NobodyListens;
        }
    }
}

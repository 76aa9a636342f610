package io.hearth.runtime.bus;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.hearth.contracts.bus.TopicFilter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Those who listen for as long as the process runs. The broker keeps nothing for them; they are told when they may have missed something. */
final class Listeners {
    private static final Logger LOG = Logger.getLogger(Listeners.class);
    private static final long RETRY_MILLIS = 1000;

    private record Listening(List<TopicFilter> filters, Listener listener) {
        boolean to(String topic) {
            return filters.stream().anyMatch(filter -> filter.matches(topic));
        }
    }

    private final Mqtt3AsyncClient client;
    private final List<Listening> all = new CopyOnWriteArrayList<>();

    Listeners(Mqtt3AsyncClient client) {
        this.client = client;
        // Only what no subscription with a callback of its own has taken: replies do not come through here.
        client.publishes(MqttGlobalPublishFilter.REMAINING, this::received);
    }

    void add(List<String> filters, Listener listener) {
        Listening added = new Listening(filters.stream().map(TopicFilter::of).toList(), listener);
        all.add(added);
        if (client.getState().isConnected()) {
            subscribe(added);
        }
    }

    /** On every connection: the session of the one before is gone. */
    void connected() {
        all.forEach(this::subscribe);
    }

    private void subscribe(Listening one) {
        CompletableFuture<?>[] taken = one.filters().stream()
                .map(filter -> client.subscribeWith()
                        .topicFilter(filter.text())
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .send())
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(taken).whenComplete((done, failure) -> {
            if (failure == null) {
                one.listener().listening();
            } else if (client.getState().isConnected()) {
                LOG.warnf("subscription refused, trying again reason=%s", failure.getMessage());
                CompletableFuture.delayedExecutor(RETRY_MILLIS, TimeUnit.MILLISECONDS)
                        .execute(() -> subscribe(one));
            }
        });
    }

    private void received(Mqtt3Publish publish) {
        String topic = publish.getTopic().toString();
        BusMessage message = new BusMessage(topic, publish.getPayloadAsBytes());
        for (Listening one : all) {
            if (one.to(topic)) {
                one.listener().received(message);
            }
        }
    }
}

package io.hearth.device.intake;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5UnsubAckException;
import com.hivemq.client.mqtt.mqtt5.message.Mqtt5ReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAck;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.Mqtt5Unsubscribe;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.unsuback.Mqtt5UnsubAck;
import io.hearth.contracts.bus.TopicFilter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asks a broker to subscribe to filters, each as it is to be, and answers what it said to each. */
final class SubscriptionPackets {
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    private final Supplier<Mqtt5AsyncClient> client;
    private volatile Set<String> retainedAgain = Set.of();
    private volatile Set<String> atMostOnce = Set.of();
    private volatile List<TopicFilter> atMostOnceTopics = List.of();

    /** By a client as it is now: it may be replaced by another one. */
    SubscriptionPackets(Supplier<Mqtt5AsyncClient> client) {
        this.client = client;
    }

    /** Of these, what is retained comes with every connection. */
    void retainedAgain(Set<String> filters) {
        retainedAgain = Set.copyOf(filters);
    }

    /** These are subscribed to with QoS 0, all others with 1. */
    void atMostOnce(Set<String> filters) {
        atMostOnce = Set.copyOf(filters);
        atMostOnceTopics = filters.stream().map(TopicFilter::of).toList();
    }

    /** Whether messages on this topic need come at most once, by whichever filter they do. */
    boolean isAtMostOnce(String topic) {
        return matches(topic, atMostOnceTopics);
    }

    private static boolean matches(String topic, List<TopicFilter> filters) {
        for (TopicFilter filter : filters) {
            if (filter.matches(topic)) {
                return true;
            }
        }
        return false;
    }

    /**
     * What the broker says to each filter, in their order.
     *
     * @throws CompletionException when it has not answered, soon enough or at all
     */
    List<? extends Mqtt5ReasonCode> subscribe(List<String> filters) {
        Mqtt5Subscribe packet = Mqtt5Subscribe.builder()
                .addSubscriptions(filters.stream().map(this::subscription).toList())
                .build();
        return answer(client.get().subscribe(packet).thenApply(Mqtt5SubAck::getReasonCodes));
    }

    private Mqtt5Subscription subscription(String filter) {
        return Mqtt5Subscription.builder()
                .topicFilter(filter)
                .qos(atMostOnce.contains(filter) ? MqttQos.AT_MOST_ONCE : MqttQos.AT_LEAST_ONCE)
                // Once when the subscription is new: a state that is retained is not news at every reconnect.
                .retainHandling(
                        retainedAgain.contains(filter)
                                ? Mqtt5RetainHandling.SEND
                                : Mqtt5RetainHandling.SEND_IF_SUBSCRIPTION_DOES_NOT_EXIST)
                .build();
    }

    /** The same for filters that are given up; MQTT 3.1.1 says nothing, and has given them up. */
    List<? extends Mqtt5ReasonCode> unsubscribe(List<String> filters) {
        Mqtt5Unsubscribe packet = Mqtt5Unsubscribe.builder()
                .addTopicFilters(filters.stream().map(MqttTopicFilter::of).toList())
                .build();
        return answer(client.get().unsubscribe(packet).thenApply(Mqtt5UnsubAck::getReasonCodes));
    }

    private static List<? extends Mqtt5ReasonCode> answer(
            CompletableFuture<? extends List<? extends Mqtt5ReasonCode>> sent) {
        try {
            return sent.orTimeout(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof Mqtt5SubAckException some) {
                return some.getMqttMessage().getReasonCodes();
            }
            if (failed.getCause() instanceof Mqtt5UnsubAckException some) {
                return some.getMqttMessage().getReasonCodes();
            }
            throw failed;
        }
    }
}

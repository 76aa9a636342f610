package io.hearth.runtime.bus;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.runtime.stop.StopDeadline;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Requests on the bus: nobody carries them out when their sender does not wait any more, and who wants is told at once when
 * nobody is there to answer. Only MQTT 5 says how long a message is worth something (message expiry interval), and has an
 * acknowledgement that says that nobody listens (PUBACK, reason code 0x10), hence a connection of its own beside {@link Bus},
 * made by whoever calls {@link #open}; a broker need not say the latter. What is not acknowledged when the connection ends has
 * failed, and is not sent again on the next one.
 */
@ApplicationScoped
public class Requests {
    /** Somebody may be waiting with a request, and not for long. */
    private static final Duration LONGEST_RECONNECT = Duration.ofSeconds(1);

    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private final BusConfig config;
    private final Mqtt5AsyncClient client;
    private final Map<String, CompletableFuture<byte[]>> waiting = new ConcurrentHashMap<>();
    /** One per answering service, by filter, kept for a while: around each request, as EdgeX has it, it costs two round trips. */
    private final Map<String, Replies> subscriptions = new ConcurrentHashMap<>();
    /** Of filters that are unsubscribed, when that is done. */
    private final Map<String, CompletableFuture<?>> ending = new ConcurrentHashMap<>();

    private final AtomicBoolean opened = new AtomicBoolean();

    /** What is listened to. */
    private static final class Replies {
        private final CompletableFuture<?> granted;
        private volatile long used = System.nanoTime();

        private Replies(CompletableFuture<?> granted) {
            this.granted = granted;
        }
    }

    Requests(BusConfig config) {
        this.config = config;
        Duration pause = config.maxReconnectDelay().compareTo(LONGEST_RECONNECT) < 0
                ? config.maxReconnectDelay()
                : LONGEST_RECONNECT;
        this.client = BusClients.builder5(config, "hearth-requests-" + UUID.randomUUID(), pause)
                .executorConfig(BusClients.BY_ITSELF)
                .buildAsync();
    }

    /** Connects, and stays connected. */
    public void open() {
        if (opened.getAndSet(true)) {
            return;
        }
        client.connectWith()
                .cleanStart(true)
                .keepAlive((int) config.keepAlive().toSeconds())
                .send()
                .exceptionally(retried -> null);
    }

    /** Whether the broker is connected now. */
    public boolean connected() {
        return client.getState().isConnected();
    }

    /**
     * Asks. The caller waits as long as it likes, and completes or cancels the future when it no longer does.
     *
     * @param replyTopic where the answer comes, {@code edgex/response/<service>/<requestId>}
     * @param type       the type of the reply's payload
     * @param patience   how long the caller means to wait, rounded up to seconds: after that the broker drops the request, and
     *     who has it does nothing with it
     * @return the reply, also one with errorCode 1; fails with {@link NobodyListens}, with {@link BusUnavailable} when the
     *     request could not be sent, and with {@link io.hearth.contracts.bus.MalformedEnvelope} when the reply is none
     */
    public <T> CompletableFuture<Envelope<T>> send(
            String topic, String replyTopic, Envelope<?> request, Class<T> type, Duration patience) {
        CompletableFuture<byte[]> reply = new CompletableFuture<>();
        publish(topic, replyTopic, request, patience, reply).thenAccept(sent -> {
            if (unheard(sent)) {
                reply.completeExceptionally(new NobodyListens("nobody is subscribed to " + topic));
            }
        });
        CompletableFuture<Envelope<T>> answer = reply.thenApply(received -> EnvelopeCodec.decode(received, type));
        answer.whenComplete((done, failure) -> reply.cancel(false));
        return answer;
    }

    /**
     * Asks and waits for the reply (EdgeX's request/reply pattern), whether anybody is known to listen or not. A reply with
     * errorCode 1 is returned like any other.
     *
     * @param replyTopic where the answer comes, {@code edgex/response/<service>/<requestId>}
     * @param type       the type of the reply's payload
     * @param patience   how long to wait; after that the request is not carried out either, see {@link #send}
     * @throws BusTimeout     when no reply came in time
     * @throws BusUnavailable when the request could not be sent, or it is not known whether it was
     */
    public <T> Envelope<T> ask(String topic, String replyTopic, Envelope<?> request, Class<T> type, Duration patience) {
        CompletableFuture<byte[]> reply = new CompletableFuture<>();
        CompletableFuture<?> sent = publish(topic, replyTopic, request, patience, reply);
        try {
            return EnvelopeCodec.decode(reply.get(patience.toNanos(), TimeUnit.NANOSECONDS), type);
        } catch (TimeoutException late) {
            reply.cancel(false);
            if (!sent.isDone()) {
                throw new BusUnavailable("broker at " + address() + " did not acknowledge a message to " + topic, late);
            }
            throw new BusTimeout("no reply on " + replyTopic + " within " + patience.toMillis() + " ms to " + topic);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException told
                    ? told
                    : new BusUnavailable("asking on " + topic + " failed", failure.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            reply.cancel(false);
            throw new BusUnavailable("the service stops", stop);
        }
    }

    /** Sends with the reply already waited for; what goes wrong fails the reply. */
    private CompletableFuture<Mqtt5PublishResult> publish(
            String topic, String replyTopic, Envelope<?> request, Duration patience, CompletableFuture<byte[]> reply) {
        if (!connected()) {
            BusUnavailable away = new BusUnavailable("broker at " + address() + " is not connected", null);
            reply.completeExceptionally(away);
            return CompletableFuture.failedFuture(away);
        }
        waiting.put(replyTopic, reply);
        reply.whenComplete((done, failure) -> waiting.remove(replyTopic, reply));
        CompletableFuture<Mqtt5PublishResult> sent;
        try {
            Mqtt5Publish message = Mqtt5Publish.builder()
                    .topic(topic)
                    .payload(EnvelopeCodec.encode(request))
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .messageExpiryInterval(Math.max(1, Expiry.seconds(patience)))
                    .build();
            sent = subscribed(replyTopic).thenCompose(ready -> whileWanted(reply, message));
        } catch (IllegalArgumentException noTopic) {
            reply.completeExceptionally(noTopic);
            return CompletableFuture.failedFuture(noTopic);
        }
        sent.whenComplete((taken, failure) -> {
            if (failure != null) {
                reply.completeExceptionally(
                        new BusUnavailable("the broker did not take a request to " + topic, failure));
            }
        });
        return sent;
    }

    /** The subscription may be granted by the next connection, when nobody waits any more. */
    private CompletableFuture<Mqtt5PublishResult> whileWanted(CompletableFuture<byte[]> reply, Mqtt5Publish message) {
        return reply.isDone()
                ? CompletableFuture.failedFuture(new BusUnavailable("the sender does not wait any more", null))
                : client.publish(message);
    }

    private String address() {
        return config.host() + ":" + config.port();
    }

    private static boolean unheard(Mqtt5PublishResult sent) {
        return sent instanceof Mqtt5PublishResult.Mqtt5Qos1Result acknowledged
                && acknowledged.getPubAck().getReasonCode() == Mqtt5PubAckReasonCode.NO_MATCHING_SUBSCRIBERS;
    }

    private static String filter(String replyTopic) {
        return replyTopic.substring(0, replyTopic.lastIndexOf('/')) + "/+";
    }

    private CompletableFuture<?> subscribed(String replyTopic) {
        String filter = filter(replyTopic);
        Replies replies = subscriptions.compute(filter, (any, known) -> {
            Replies now = known == null ? new Replies(subscribe(filter)) : known;
            now.used = System.nanoTime();
            return now;
        });
        replies.granted.whenComplete((ready, failure) -> {
            if (failure != null) {
                subscriptions.remove(filter, replies);
            }
        });
        return replies.granted;
    }

    private CompletableFuture<?> subscribe(String filter) {
        // The client forgets who listens when it hears that it is unsubscribed, whoever has come meanwhile.
        CompletableFuture<?> before = ending.remove(filter);
        return before == null ? send(filter) : before.thenCompose(ended -> send(filter));
    }

    private CompletableFuture<?> send(String filter) {
        return client.subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(this::received)
                .send();
    }

    private void received(Mqtt5Publish message) {
        String topic = message.getTopic().toString();
        CompletableFuture<byte[]> reply = waiting.get(topic);
        if (reply != null) {
            reply.complete(message.getPayloadAsBytes());
        } else {
            endUnused(filter(topic));
        }
    }

    /** Others' replies, each a message to the broker and to us, are listened to no longer than it is worth. */
    private void endUnused(String filter) {
        subscriptions.computeIfPresent(filter, (any, known) -> {
            boolean isUsed =
                    System.nanoTime() - known.used < config.keepReplies().toNanos()
                            || waiting.keySet().stream()
                                    .anyMatch(awaited -> filter(awaited).equals(filter));
            if (!isUsed) {
                ending.put(
                        filter,
                        client.unsubscribeWith().topicFilter(filter).send().handle((ended, failure) -> null));
            }
            return isUsed ? known : null;
        });
    }

    @PreDestroy
    void close() {
        client.disconnect()
                .orTimeout(StopDeadline.atMost(LONGEST_CLOSE).toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(notConnected -> null)
                .join();
    }
}

package io.hearth.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.Topic;
import io.hearth.contracts.bus.Topics;
import io.hearth.contracts.event.DeadLetter;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.runtime.bus.Backoff;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.bus.HandoverConsumer;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Requests from the bus (EdgeX message bus, topics): each is answered, whatever happens, and acknowledged to the broker only
 * when its outcome is known and the answer is with the broker.
 */
@Singleton
class BusRequests {
    private static final Logger LOG = Logger.getLogger(BusRequests.class);
    private static final String SERVICE = "core-command";
    private static final String UNREADABLE = "not-an-envelope";
    private static final String UNANSWERABLE = "no-reply-topic";
    /** How much of a message is kept in its dead letter. */
    private static final int KEPT_BYTES = 4096;

    private static final int UNEXPECTED = 500;

    private final Commands commands;
    private final Bus bus;
    private final MeterRegistry metrics;
    private HandoverConsumer consumer;
    private volatile boolean stopping;

    BusRequests(Commands commands, Bus bus, MeterRegistry metrics) {
        this.commands = commands;
        this.bus = bus;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event, @Channel("cc-requests") Multi<Message<byte[]>> channel) {
        consumer = HandoverConsumer.start("cc-requests", channel, bus.consumerLimits(), this::take);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        if (consumer != null) {
            consumer.close();
        }
    }

    /** Whether requests still come. */
    boolean running() {
        return consumer != null && consumer.running();
    }

    private void take(BusMessage message, Runnable done) {
        metrics.counter("hearth_messages_received_total", "service", SERVICE).increment();
        Envelope<TokenBuffer> request;
        try {
            request = EnvelopeCodec.decode(message.payload(), TokenBuffer.class);
        } catch (RuntimeException malformed) {
            deadLetter(message, UNREADABLE, String.valueOf(malformed.getMessage()), done);
            return;
        }
        String replyTopic = bus.topics().response(SERVICE, request.requestId());
        if (request.requestId().isBlank() || !legal(replyTopic)) {
            deadLetter(message, UNANSWERABLE, "requestID is '" + request.requestId() + "', allowed is a UUID", done);
            return;
        }
        try {
            commands.carryOut(command(message.topic(), request))
                    .thenAccept(outcome -> publish(replyTopic, EnvelopeCodec.encode(reply(request, outcome)), done))
                    .exceptionally(defect -> {
                        failed(message, request, replyTopic, defect, done);
                        return null;
                    });
        } catch (EdgexException refused) {
            Outcome outcome = Outcome.failed(refused.kind().status(), refused.getMessage());
            publish(replyTopic, EnvelopeCodec.encode(reply(request, outcome)), done);
        } catch (RuntimeException defect) {
            failed(message, request, replyTopic, defect, done);
        }
    }

    /** Answered, or it would stay with the broker and come again for ever. */
    private void failed(
            BusMessage message, Envelope<TokenBuffer> request, String replyTopic, Throwable defect, Runnable done) {
        LOG.errorf(defect, "request failed unexpectedly topic=%s", message.topic());
        Outcome outcome = Outcome.failed(UNEXPECTED, "unexpected error, see the log of core-command");
        publish(replyTopic, EnvelopeCodec.encode(reply(request, outcome)), done);
    }

    private Command command(String topic, Envelope<TokenBuffer> request) {
        int base = bus.topics().base().split("/").length;
        List<String> levels = Topics.levels(topic);
        if (levels.size() != base + 6) {
            throw invalid("topic is '" + topic + "', allowed is .../core/command/request/<device>/<command>/<get|set>");
        }
        UUID id = CommandText.uuid(request.requestId())
                .orElseThrow(() -> invalid("requestID is '" + request.requestId() + "', allowed is a UUID"));
        Command.Method method = method(levels.get(base + 5));
        if (method == Command.Method.GET) {
            CommandText.checkSwitches(request.queryParams());
        }
        return new Command(
                id,
                true,
                CommandText.uuid(request.correlationId())
                        .orElseGet(UUID::randomUUID)
                        .toString(),
                levels.get(base + 3),
                levels.get(base + 4),
                method,
                payload(method, request),
                request.queryParams());
    }

    private static Command.Method method(String level) {
        return Arrays.stream(Command.Method.values())
                .filter(method -> method.level().equalsIgnoreCase(level))
                .findFirst()
                .orElseThrow(() -> invalid("the topic's last level is '" + level + "', allowed is get or set"));
    }

    private static JsonNode payload(Command.Method method, Envelope<TokenBuffer> request) {
        return switch (method) {
            // Whatever a get brings along says nothing.
            case GET -> NullNode.getInstance();
            case SET -> {
                JsonNode payload = CommandText.exact(request.payload());
                if (!payload.isObject()) {
                    throw invalid("the payload must be a JSON object of resource names and values");
                }
                yield payload;
            }
        };
    }

    private static Envelope<?> reply(Envelope<?> request, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered(String contentType, JsonNode payload) ->
                new Envelope<>(
                        ApiVersion.V3,
                        "",
                        // EdgeX's clients drop a reply whose correlation id is not a UUID.
                        CommandText.uuid(request.correlationId())
                                .orElseGet(UUID::randomUUID)
                                .toString(),
                        request.requestId(),
                        0,
                        payload.isNull() ? null : payload,
                        "",
                        contentType,
                        null,
                        null);
            case Outcome.Failed(int status, String text, boolean known) -> Envelope.error(request, text, status);
        };
    }

    private void deadLetter(BusMessage message, String reason, String detail, Runnable done) {
        metrics.counter("hearth_dead_letters_total", "service", SERVICE, "reason", reason)
                .increment();
        byte[] head = Arrays.copyOf(message.payload(), Math.min(KEPT_BYTES, message.payload().length));
        Instant now = Instant.now();
        DeadLetter letter = new DeadLetter(
                SERVICE,
                message.topic(),
                reason,
                detail,
                Base64.getEncoder().encodeToString(head),
                message.payload().length,
                now.getEpochSecond() * 1_000_000_000L + now.getNano());
        publish(bus.topics().deadLetters(SERVICE), EnvelopeCodec.encode(Envelope.event(letter)), done);
    }

    /** Publishes until the broker has it, then says done. Without a broker nothing is acknowledged, and all of it waits. */
    private void publish(String topic, byte[] bytes, Runnable done) {
        bus.publish(topic, bytes).whenComplete((sent, failure) -> {
            if (failure == null) {
                done.run();
            } else {
                Thread.startVirtualThread(() -> publishAgain(topic, bytes, done));
            }
        });
    }

    private void publishAgain(String topic, byte[] bytes, Runnable done) {
        Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));
        while (!stopping) {
            try {
                Thread.sleep(backoff.next());
                bus.publishAndWait(topic, bytes);
                done.run();
                return;
            } catch (RuntimeException notNow) {
                LOG.debugf("reply waits for the broker topic=%s reason=%s", topic, notNow);
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    private static boolean legal(String topic) {
        try {
            Topic.of(topic);
            return true;
        } catch (IllegalArgumentException illegal) {
            return false;
        }
    }

    private static EdgexException invalid(String message) {
        return new EdgexException(ErrorKind.CONTRACT_INVALID, message);
    }
}

package io.hearth.command.bus;

import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.hearth.command.Caller;
import io.hearth.command.Command;
import io.hearth.command.Commands;
import io.hearth.command.Outcome;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.Topic;
import io.hearth.contracts.bus.Topics;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.bus.HandoverConsumer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
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
    static final String UNREADABLE = "not-an-envelope";
    static final String UNANSWERABLE = "no-reply-topic";
    private static final int FIXED_LEVELS = 3;
    private static final int UNEXPECTED = 500;

    private final Commands commands;
    private final Bus bus;
    private final Replying replying;
    private HandoverConsumer consumer;

    BusRequests(Commands commands, Bus bus, Replying replying) {
        this.commands = commands;
        this.bus = bus;
        this.replying = replying;
    }

    void start(@Observes StartupEvent event, @Channel("cc-requests") Multi<Message<byte[]>> channel) {
        consumer = HandoverConsumer.start("cc-requests", channel, bus.consumerLimits(), this::take);
    }

    void stop(@Observes ShutdownEvent event) {
        if (consumer != null) {
            consumer.close();
        }
    }

    /** Whether requests still come. */
    boolean running() {
        return consumer != null && consumer.running();
    }

    private void take(BusMessage message, Runnable done) {
        replying.received();
        Envelope<TokenBuffer> request;
        try {
            request = EnvelopeCodec.decode(message.payload(), TokenBuffer.class);
        } catch (RuntimeException malformed) {
            replying.deadLetter(message, UNREADABLE, String.valueOf(malformed.getMessage()), done);
            return;
        }
        String replyTopic = bus.topics().commandResponse(request.requestId());
        if (request.requestId().isBlank() || !Topic.isTopic(replyTopic)) {
            replying.deadLetter(
                    message, UNANSWERABLE, "requestID is '" + request.requestId() + "', allowed is a UUID", done);
            return;
        }
        try {
            commands.carryOut(command(message.topic(), request), message.deadline())
                    .thenAccept(outcome -> replying.reply(replyTopic, RequestEnvelope.reply(request, outcome), done))
                    .exceptionally(defect -> {
                        failed(message, request, replyTopic, defect, done);
                        return null;
                    });
        } catch (EdgexException refused) {
            Outcome outcome = Outcome.refused(refused.kind().status(), refused.getMessage());
            replying.reply(replyTopic, RequestEnvelope.reply(request, outcome), done);
        } catch (RuntimeException defect) {
            failed(message, request, replyTopic, defect, done);
        }
    }

    /** Answered, or it would stay with the broker and come again for ever. */
    private void failed(
            BusMessage message, Envelope<TokenBuffer> request, String replyTopic, Throwable defect, Runnable done) {
        LOG.errorf(defect, "request failed unexpectedly topic=%s", message.topic());
        Outcome outcome = Outcome.failed(UNEXPECTED, "unexpected error, see the log of core-command");
        replying.reply(replyTopic, RequestEnvelope.reply(request, outcome), done);
    }

    private Command command(String topic, Envelope<TokenBuffer> request) {
        int from = bus.topics().base().split("/").length + FIXED_LEVELS;
        List<String> levels = Topics.levels(topic);
        if (levels.size() != from + RequestEnvelope.LEVELS) {
            throw new EdgexException(
                    ErrorKind.CONTRACT_INVALID,
                    "topic is '" + topic + "', allowed is .../core/command/request/<device>/<command>/<get|set>");
        }
        return RequestEnvelope.command(
                levels.subList(from, from + RequestEnvelope.LEVELS), request, Caller.Way.BUS, topic);
    }
}

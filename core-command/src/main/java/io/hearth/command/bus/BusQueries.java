package io.hearth.command.bus;

import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.hearth.command.list.CommandQuery;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.Topic;
import io.hearth.contracts.bus.Topics;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.bus.HandoverConsumer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Questions from the bus, what can be asked of a device or of all (EdgeX message bus, command query). The subscription is not
 * kept while we are away: who asked has long stopped waiting.
 */
@Singleton
class BusQueries {
    private static final int FIXED_LEVELS = 3;
    /** Each asks core-metadata; no more come of the bus than may wait. */
    private static final int AT_ONCE = 32;

    private final CommandQuery query;
    private final Bus bus;
    private final Replying replying;
    private final Semaphore underWay = new Semaphore(AT_ONCE, true);
    private HandoverConsumer consumer;

    BusQueries(CommandQuery query, Bus bus, Replying replying) {
        this.query = query;
        this.bus = bus;
        this.replying = replying;
    }

    void start(@Observes StartupEvent event, @Channel("cc-queries") Multi<Message<byte[]>> channel) {
        consumer = HandoverConsumer.start("cc-queries", channel, bus.consumerLimits(), this::take);
    }

    void stop(@Observes ShutdownEvent event) {
        if (consumer != null) {
            consumer.close();
        }
    }

    /** Whether questions still come. */
    boolean running() {
        return consumer != null && consumer.running();
    }

    private void take(BusMessage message, Runnable done) {
        replying.received();
        Thread.startVirtualThread(() -> {
            underWay.acquireUninterruptibly();
            try {
                answer(message, done);
            } finally {
                underWay.release();
            }
        });
    }

    private void answer(BusMessage message, Runnable done) {
        Envelope<TokenBuffer> request;
        try {
            request = EnvelopeCodec.decode(message.payload(), TokenBuffer.class);
        } catch (RuntimeException malformed) {
            replying.deadLetter(message, BusRequests.UNREADABLE, String.valueOf(malformed.getMessage()), done);
            return;
        }
        String replyTopic = bus.topics().commandResponse(request.requestId());
        if (request.requestId().isBlank() || !Topic.isTopic(replyTopic)) {
            replying.deadLetter(
                    message,
                    BusRequests.UNANSWERABLE,
                    "requestID is '" + request.requestId() + "', allowed is a UUID",
                    done);
            return;
        }
        int from = bus.topics().base().split("/").length + FIXED_LEVELS;
        List<String> levels = Topics.levels(message.topic());
        replying.reply(replyTopic, query.answer(levels.subList(from, levels.size()), request), done);
    }
}

package io.hearth.command.external;

import com.fasterxml.jackson.databind.util.TokenBuffer;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.hearth.command.Caller;
import io.hearth.command.CommandConfig;
import io.hearth.command.Commands;
import io.hearth.command.Outcome;
import io.hearth.command.bus.Replying;
import io.hearth.command.bus.RequestEnvelope;
import io.hearth.command.list.CommandQuery;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.TopicFilter;
import io.hearth.contracts.bus.Topics;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.runtime.bus.BusMessage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Commands and command queries over the second broker (EdgeX message bus, external MQTT). So many at a time; one more is
 * answered that core-command is busy. What is no envelope is not answered, as in EdgeX, but becomes a dead letter.
 */
@Singleton
class ExternalRequests {
    private static final Logger LOG = Logger.getLogger(ExternalRequests.class);
    private static final int BUSY = 503;
    private static final int UNEXPECTED = 500;
    /** How many may at once be told that there is no room; a flood beyond that is dropped and counted. */
    private static final int TOLD_BUSY = 100;

    private final ExternalConfig config;
    private final Commands commands;
    private final CommandQuery query;
    private final Replying replying;
    private final MeterRegistry metrics;
    private final Semaphore room;
    private final Semaphore toTell = new Semaphore(TOLD_BUSY);
    private ExternalBroker broker;

    ExternalRequests(
            CommandConfig config, Commands commands, CommandQuery query, Replying replying, MeterRegistry metrics) {
        this.config = config.external();
        this.commands = commands;
        this.query = query;
        this.replying = replying;
        this.metrics = metrics;
        this.room = new Semaphore(this.config.maxConcurrentRequests());
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            broker = new ExternalBroker(config, this::take);
            Gauge.builder("hearth_external_connected", broker, known -> known.isConnected() ? 1 : 0)
                    .description("whether the external broker of commands is connected")
                    .register(metrics);
            broker.connect();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (broker != null) {
            broker.close();
        }
    }

    /** Why the broker is not connected; empty when it is, or is not wanted. */
    String trouble() {
        return broker == null ? "" : broker.trouble();
    }

    /** Called by the client's own thread. */
    private void take(Mqtt3Publish publish) {
        replying.received();
        BusMessage message = new BusMessage(publish.getTopic().toString(), publish.getPayloadAsBytes());
        if (publish.isRetain()) {
            // It would act again at every connection, for as long as the broker keeps it.
            replying.deadLetter(message, "retained-request", "requests must not be retained", () -> {});
        } else if (room.tryAcquire()) {
            Thread.startVirtualThread(() -> release(room, () -> answer(message, false)));
        } else if (toTell.tryAcquire()) {
            Thread.startVirtualThread(() -> release(toTell, () -> answer(message, true)));
        } else {
            metrics.counter("hearth_external_dropped").increment();
        }
    }

    private static void release(Semaphore permit, Runnable work) {
        try {
            work.run();
        } finally {
            permit.release();
        }
    }

    private void answer(BusMessage message, boolean busy) {
        List<String> levels = List.of(message.topic().split("/", -1));
        boolean isQuery = TopicFilter.of(config.queryRequestTopic()).matches(message.topic());
        if (!isQuery && levels.size() < RequestEnvelope.LEVELS) {
            replying.deadLetter(
                    message, "no-reply-topic", "the topic's last levels must be device, command, get or set", () -> {});
            return;
        }
        String replyTopic = isQuery
                ? config.queryResponseTopic()
                : config.commandResponseTopicPrefix() + "/"
                        + String.join("/", levels.subList(levels.size() - RequestEnvelope.LEVELS, levels.size()));
        Envelope<TokenBuffer> request;
        try {
            request = EnvelopeCodec.decode(message.payload(), TokenBuffer.class);
        } catch (RuntimeException malformed) {
            replying.deadLetter(message, "not-an-envelope", String.valueOf(malformed.getMessage()), () -> {});
            return;
        }
        broker.publish(replyTopic, EnvelopeCodec.encode(reply(message.topic(), request, isQuery, busy)));
    }

    private Envelope<?> reply(String topic, Envelope<TokenBuffer> request, boolean isQuery, boolean busy) {
        try {
            if (busy) {
                return Envelope.error(
                        request,
                        "core-command busy: " + config.maxConcurrentRequests()
                                + " external requests are under way already",
                        BUSY);
            }
            check(request);
            List<String> levels = Topics.levels(topic);
            if (isQuery) {
                return query.answer(levels.subList(levels.size() - 1, levels.size()), request);
            }
            List<String> asked = levels.subList(levels.size() - RequestEnvelope.LEVELS, levels.size());
            Outcome outcome = commands.carryOut(RequestEnvelope.command(asked, request, Caller.Way.EXTERNAL, topic))
                    .join();
            return RequestEnvelope.reply(request, outcome);
        } catch (EdgexException refused) {
            return Envelope.error(request, refused.getMessage(), refused.kind().status());
        } catch (RuntimeException defect) {
            LOG.errorf(defect, "external request failed unexpectedly topic=%s", topic);
            return Envelope.error(request, "unexpected error, see the log of core-command", UNEXPECTED);
        }
    }

    /** What EdgeX asks of an envelope from outside. */
    private static void check(Envelope<?> request) {
        if (!request.apiVersion().equals(ApiVersion.V3)) {
            throw invalid("apiVersion", request.apiVersion(), ApiVersion.V3);
        }
        if (!request.contentType().equals(Envelope.JSON)) {
            throw invalid("contentType", request.contentType(), Envelope.JSON);
        }
    }

    private static EdgexException invalid(String field, String value, String allowed) {
        return new EdgexException(ErrorKind.CONTRACT_INVALID, field + " is '" + value + "', allowed is " + allowed);
    }
}

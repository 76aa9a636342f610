package io.hearth.command.external;

import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.hearth.command.Caller;
import io.hearth.command.Command;
import io.hearth.command.CommandConfig;
import io.hearth.command.Commands;
import io.hearth.command.Outcome;
import io.hearth.command.bus.Replying;
import io.hearth.command.bus.RequestEnvelope;
import io.hearth.command.list.CommandQuery;
import io.hearth.command.order.Slots;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.bus.Deadline;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Commands and command queries over the second broker (EdgeX message bus, external MQTT). So many under way at a time, and so
 * many that wait for their device's turn; one more is answered that core-command is busy. What is no envelope is not answered, as in EdgeX, but becomes a dead letter.
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
    /** Those under way, whatever their devices. */
    private final Slots slots;
    /** Those that wait for their device's turn, too. */
    private final ExternalRoom room;

    private final Semaphore toTell = new Semaphore(TOLD_BUSY);
    private ExternalBroker broker;

    ExternalRequests(
            CommandConfig config, Commands commands, CommandQuery query, Replying replying, MeterRegistry metrics) {
        this.config = config.external();
        this.commands = commands;
        this.query = query;
        this.replying = replying;
        this.metrics = metrics;
        this.slots = new Slots("external requests", this.config.maxConcurrentRequests());
        this.room = new ExternalRoom(
                this.config.maxWaiting(),
                this.config.maxWaitingPerDevice().orElse(this.config.maxConcurrentRequests()));
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            broker = new ExternalBroker(config, this::take);
            Gauge.builder("hearth_external_connected", broker, known -> known.isConnected() ? 1 : 0)
                    .description("whether the external broker of commands is connected")
                    .register(metrics);
            Gauge.builder("hearth_queue_depth", room, ExternalRoom::depth)
                    .tag("queue", "cc-external")
                    .register(metrics);
            Gauge.builder("hearth_queue_capacity", room, ExternalRoom::capacity)
                    .tag("queue", "cc-external")
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

    /** Called by the client's own thread, one message after another: commands keep the order in which they came. */
    private void take(Mqtt3Publish publish) {
        replying.received();
        BusMessage message = new BusMessage(publish.getTopic().toString(), publish.getPayloadAsBytes());
        if (publish.isRetain()) {
            // It would act again at every connection, for as long as the broker keeps it.
            replying.deadLetter(message, "retained-request", "requests must not be retained", () -> {});
            return;
        }
        switch (ExternalRequest.of(message, config)) {
            case ExternalRequest.Read.Unanswerable(String reason, String detail) ->
                replying.deadLetter(message, reason, detail, () -> {});
            case ExternalRequest.Read.Request(ExternalRequest request) when request.isQuery() -> query(request);
            case ExternalRequest.Read.Request(ExternalRequest request) -> command(request);
        }
    }

    private void query(ExternalRequest request) {
        if (!slots.take()) {
            tellBusy(request, slots.refusal());
            return;
        }
        // It asks core-metadata.
        Thread.startVirtualThread(() -> {
            Envelope<?> answer;
            try {
                answer = answer(request);
            } finally {
                slots.giveBack();
            }
            send(request, answer);
        });
    }

    private Envelope<?> answer(ExternalRequest request) {
        try {
            check(request.envelope());
            return query.answer(request.asked(), request.envelope()).receivedOn(request.replyTopic());
        } catch (EdgexException refused) {
            return refusal(request, refused).receivedOn(request.replyTopic());
        }
    }

    private void command(ExternalRequest request) {
        switch (room.enter(request.device())) {
            case ExternalRoom.Admission.Full(String why) -> tellBusy(request, why);
            case ExternalRoom.Admission.In() ->
                carryOut(request).whenComplete((answer, defect) -> {
                    room.leave(request.device());
                    send(request, defect == null ? answer : unexpected(request, defect));
                });
        }
    }

    private CompletableFuture<Envelope<?>> carryOut(ExternalRequest request) {
        try {
            check(request.envelope());
            Command command =
                    RequestEnvelope.command(request.asked(), request.envelope(), Caller.Way.EXTERNAL, request.topic());
            return commands.carryOut(command, Deadline.NONE, slots).thenApply(outcome -> answer(request, outcome));
        } catch (EdgexException refused) {
            return CompletableFuture.completedFuture(refusal(request, refused));
        } catch (RuntimeException defect) {
            return CompletableFuture.failedFuture(defect);
        }
    }

    /** As EdgeX does, what the device service said names the topic that it is passed on to, and core-command's own does not. */
    private static Envelope<?> answer(ExternalRequest request, Outcome outcome) {
        Envelope<?> answer = RequestEnvelope.reply(request.envelope(), outcome);
        return switch (outcome) {
            case Outcome.Answered answered -> answer.receivedOn(request.replyTopic());
            case Outcome.Failed failed -> failed.known() ? answer.receivedOn(request.replyTopic()) : answer;
            case Outcome.Refused refused -> answer;
            case Outcome.Unconfirmed unconfirmed -> answer;
        };
    }

    private static Envelope<?> refusal(ExternalRequest request, EdgexException refused) {
        return Envelope.error(
                request.envelope(), refused.getMessage(), refused.kind().status());
    }

    private static Envelope<?> unexpected(ExternalRequest request, Throwable defect) {
        LOG.errorf(defect, "external request failed unexpectedly topic=%s", request.topic());
        return Envelope.error(request.envelope(), "unexpected error, see the log of core-command", UNEXPECTED);
    }

    private void tellBusy(ExternalRequest request, String why) {
        if (toTell.tryAcquire()) {
            send(request, Envelope.error(request.envelope(), why, BUSY))
                    .whenComplete((sent, failure) -> toTell.release());
        } else {
            metrics.counter("hearth_external_dropped").increment();
        }
    }

    private CompletableFuture<?> send(ExternalRequest request, Envelope<?> answer) {
        return broker.publish(request.replyTopic(), EnvelopeCodec.encode(answer));
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

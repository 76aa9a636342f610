package io.hearth.command.relay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.hearth.command.Command;
import io.hearth.command.CommandConfig;
import io.hearth.command.CommandText;
import io.hearth.command.Outcome;
import io.hearth.command.profile.SdkStatus;
import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.MalformedEnvelope;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusTimeout;
import io.hearth.runtime.bus.BusUnavailable;
import io.hearth.runtime.bus.Requests;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Hands a command to the device's service over the bus and waits for the answer. */
@Singleton
public class Relay {
    private static final Duration GLANCE = Duration.ofMillis(20);
    private static final int UNREADABLE = 502;
    private static final int UNAVAILABLE = 503;

    private final CommandConfig config;
    private final Bus bus;
    private final Requests requests;
    private final SdkStatus sdkStatus;

    public Relay(CommandConfig config, Bus bus, Requests requests, SdkStatus sdkStatus) {
        this.config = config;
        this.bus = bus;
        this.requests = requests;
        requests.open();
        this.sdkStatus = sdkStatus;
    }

    /**
     * Sends the command under its id and waits for the reply, at most the request timeout; a device service that gets it later
     * than that does not carry it out.
     *
     * @param service the device service that serves the device
     */
    public Outcome send(String service, Command command) {
        return send(service, command, config.requestTimeout());
    }

    /** As {@link #send(String, Command)}, with another patience. */
    public Outcome send(String service, Command command, Duration timeout) {
        if (!connectedInTime()) {
            return Outcome.refused(
                    UNAVAILABLE, "the command was not sent: there is no connection to the broker at " + bus.address());
        }
        String id = command.id().toString();
        String topic = bus.topics()
                .deviceCommandRequest(
                        service,
                        command.device(),
                        command.name(),
                        command.method().level());
        try {
            return outcome(
                    command,
                    requests.ask(
                            topic, bus.topics().response(service, id), request(command), TokenBuffer.class, timeout));
        } catch (BusTimeout nobody) {
            return Outcome.failed(
                    UNAVAILABLE,
                    "device service '" + service + "' did not answer within "
                            + timeout.toMillis()
                            + " ms: waited for the reply to " + command.method().level() + " '" + command.name()
                            + "' of device '" + command.device() + "' on "
                            + bus.topics().response(service, id));
        } catch (BusUnavailable broker) {
            return Outcome.failed(UNAVAILABLE, "it is not known whether the command was sent: " + broker.getMessage());
        } catch (MalformedEnvelope malformed) {
            // It answered, so it may have acted: the same id must not act again.
            return new Outcome.Failed(
                    UNREADABLE,
                    "device service '" + service + "' answered with something that is no envelope: "
                            + malformed.getMessage(),
                    true);
        }
    }

    /** A connection that has just been lost is back in a moment. */
    private boolean connectedInTime() {
        long deadline = System.nanoTime() + config.requestTimeout().toNanos();
        while (!requests.connected() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(GLANCE.toNanos());
        }
        return requests.connected();
    }

    private static Envelope<JsonNode> request(Command command) {
        return new Envelope<>(
                ApiVersion.V3,
                "",
                command.correlationId(),
                command.id().toString(),
                0,
                command.payload().isNull() ? null : command.payload(),
                "",
                Envelope.JSON,
                command.queryParams(),
                null);
    }

    private Outcome outcome(Command command, Envelope<TokenBuffer> reply) {
        if (!reply.isError()) {
            try {
                return new Outcome.Answered(reply.contentType(), CommandText.exact(reply.payload()));
            } catch (EdgexException unreadable) {
                return new Outcome.Failed(
                        UNREADABLE,
                        "the device service answered what cannot be read: " + unreadable.getMessage(),
                        true);
            }
        }
        int status = reply.statusCode() != null && reply.statusCode() >= 400
                ? reply.statusCode()
                : sdkStatus.of(command, reply.errorMessage());
        return new Outcome.Failed(
                status, "request failed, status code: " + status + ", err: " + reply.errorMessage(), true);
    }
}

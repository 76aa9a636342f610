package io.hearth.device.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.device.DeviceConfig;
import io.hearth.device.intake.Conversions;
import io.hearth.device.intake.DeviceBroker;
import io.hearth.device.mapping.MappedCommand;
import io.hearth.device.mapping.MappedResource;
import io.hearth.device.registry.DeviceCatalog;
import io.hearth.device.reply.Exchange;
import io.hearth.device.reply.Exchanges;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** The door of commands: REST and the bus only decode and call it. A refusal is an answer, not an exception. */
@Singleton
@TellsState
public class Commands {
    private static final Logger LOG = Logger.getLogger(Commands.class);

    private final DeviceCatalog catalog;
    private final ReadingSource source;
    private final DefaultProtocol protocol;
    private final Exchanges exchanges;
    private final Proof proof;
    private final DeviceBroker broker;
    private final EventReport report;
    private final Conversions conversions;
    private final Duration timeout;
    private final int maxCmdOps;

    Commands(
            DeviceCatalog catalog,
            ReadingSource source,
            DefaultProtocol protocol,
            Exchanges exchanges,
            Proof proof,
            DeviceBroker broker,
            EventReport report,
            Conversions conversions,
            DeviceConfig config) {
        this.catalog = catalog;
        this.source = source;
        this.protocol = protocol;
        this.exchanges = exchanges;
        this.proof = proof;
        this.broker = broker;
        this.report = report;
        this.conversions = conversions;
        this.timeout = config.command().timeout();
        this.maxCmdOps = config.values().maxCmdOps();
    }

    /**
     * The readings of a command's resources: what the device answers, or what it last reported.
     *
     * @param switches whether the event goes to the bus as well, and whether the name may be a regular expression
     */
    CommandOutcome get(String device, String command, CommandSwitches switches) {
        try {
            CommandTarget target = CommandTarget.find(catalog, device, command, switches.regex())
                    .readable()
                    .atMost(maxCmdOps);
            Event event = source.event(target);
            if (switches.pushEvent()) {
                report.publish(event);
            }
            return new CommandOutcome.Answered(event);
        } catch (EdgexException refused) {
            return new CommandOutcome.Refused(refused.kind(), refused.getMessage());
        }
    }

    /** As {@link #get}, of a device that is DOWN too: whether it answers again. */
    CommandOutcome probe(String device, String resource) {
        try {
            CommandTarget target =
                    CommandTarget.findEvenDown(catalog, device, resource).readable();
            return new CommandOutcome.Answered(source.event(target));
        } catch (EdgexException refused) {
            return new CommandOutcome.Refused(refused.kind(), refused.getMessage());
        }
    }

    /** Sends values to a device; done when its broker has them, or when the device has replied where it does. */
    CommandOutcome set(String device, String command, JsonNode values) {
        try {
            CommandTarget target = CommandTarget.find(catalog, device, command, false)
                    .writable()
                    .atMost(maxCmdOps);
            List<WrittenValue> written = written(target, values);
            proof.of(target, written, () -> send(target, written));
            if (target.command().canRead()) {
                report.written(target, written);
            }
            return new CommandOutcome.Done();
        } catch (EdgexException refused) {
            return new CommandOutcome.Refused(refused.kind(), refused.getMessage());
        }
    }

    private List<WrittenValue> written(CommandTarget target, JsonNode values) {
        MappedCommand command = target.command();
        List<WrittenValue> written = new ArrayList<>();
        for (MappedCommand.Operation operation : command.operations()) {
            MappedResource resource = operation.resource();
            value(operation, values)
                    .ifPresent(value -> written.add(
                            WrittenValue.of(resource, value, conversions.of(target.profile(), resource.name()))));
        }
        if (written.isEmpty()) {
            throw new EdgexException(ErrorKind.SERVER_ERROR, "command '" + command.name() + "' was given no value");
        }
        return written;
    }

    /** From the request, else the command's default, else the resource's; EdgeX answers 500 when there is none. */
    private static Optional<JsonNode> value(MappedCommand.Operation operation, JsonNode values) {
        MappedResource resource = operation.resource();
        JsonNode given = values.path(resource.name());
        if (!given.isMissingNode() && !given.isNull()) {
            return Optional.of(given);
        }
        String fallback = operation.defaultValue().isEmpty() ? resource.defaultValue() : operation.defaultValue();
        if (!fallback.isEmpty()) {
            return Optional.of(TextNode.valueOf(fallback));
        }
        if (resource.write().map(write -> !write.required()).orElse(false)) {
            return Optional.empty();
        }
        throw new EdgexException(
                ErrorKind.SERVER_ERROR, "no value and no default for resource '" + resource.name() + "'");
    }

    /** What goes out by itself goes first; what is replied to follows one after another, as in EdgeX. */
    private void send(CommandTarget target, List<WrittenValue> values) {
        Map<WrittenValue, Exchange> exchanged = new LinkedHashMap<>();
        values.forEach(value -> protocol.set(target.device(), value).ifPresent(order -> exchanged.put(value, order)));
        List<WrittenValue> published =
                values.stream().filter(value -> !exchanged.containsKey(value)).toList();
        if (!published.isEmpty()) {
            send(broker.of(target.device().name()), Payload.of(target.device(), published));
        }
        exchanged.values().forEach(order -> Exchanges.now(exchanges.ask(order)));
    }

    private void send(DeviceBroker to, List<Payload> payloads) {
        List<CompletableFuture<Void>> sent = payloads.stream()
                .map(payload -> to.publish(payload.topic(), payload.bytes(), payload.qos(), payload.retain()))
                .toList();
        try {
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                    .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException failure) {
            String reason = failure.getCause() instanceof TimeoutException
                    ? "did not acknowledge within " + timeout.toMillis() + " ms"
                    : String.valueOf(failure.getCause().getMessage());
            LOG.debugf(
                    "command not sent topic=%s reason=%s", payloads.getFirst().topic(), reason);
            throw new EdgexException(
                    ErrorKind.SERVICE_UNAVAILABLE, "the devices' broker at " + to.address() + ": " + reason);
        }
    }
}

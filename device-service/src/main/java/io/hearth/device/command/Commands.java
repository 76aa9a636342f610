package io.hearth.device.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
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
import io.hearth.runtime.bus.Deadline;
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
    private final OwnProtocol own;
    private final Exchanges exchanges;
    private final Proof proof;
    private final DeviceBroker broker;
    private final EventReport report;
    private final Conversions conversions;
    private final DeviceOrder order;
    private final Duration timeout;
    private final int maxCmdOps;

    Commands(
            DeviceCatalog catalog,
            ReadingSource source,
            DefaultProtocol protocol,
            OwnProtocol own,
            Exchanges exchanges,
            Proof proof,
            DeviceBroker broker,
            EventReport report,
            Conversions conversions,
            DeviceConfig config) {
        this.catalog = catalog;
        this.source = source;
        this.protocol = protocol;
        this.own = own;
        this.exchanges = exchanges;
        this.proof = proof;
        this.broker = broker;
        this.report = report;
        this.conversions = conversions;
        this.order = new DeviceOrder(config.order().maxWaiting(), config.order().maxWait());
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
            CommandOutcome.Answered answered = source.read(target);
            if (switches.pushEvent()) {
                report.publish(answered.event());
            }
            return answered;
        } catch (EdgexException refused) {
            return CommandOutcome.Refused.of(refused);
        }
    }

    /** As {@link #get}, of a device that is DOWN too: whether it answers again. */
    CommandOutcome probe(String device, String resource) {
        try {
            CommandTarget target = CommandTarget.findEvenDown(catalog, device, resource)
                    .readable()
                    .atMost(maxCmdOps);
            return source.read(target);
        } catch (EdgexException refused) {
            return CommandOutcome.Refused.of(refused);
        }
    }

    /**
     * Sends values to a device; done when its broker has them, or when the device has replied where it does. Writes to one
     * device are carried out one after another.
     *
     * @throws NobodyWaits when the turn comes after the deadline; nothing was done then
     */
    CommandOutcome set(String device, String command, JsonNode values, Deadline deadline) {
        try {
            // What can be said at once is not said after a wait.
            written(writable(device, command), values);
            return order.inTurn(device, () -> {
                if (deadline.isOver()) {
                    throw new NobodyWaits(device);
                }
                // It may have been locked, changed or moved to another broker while it waited for its turn.
                CommandTarget target = writable(device, command);
                return carryOut(target, written(target, values));
            });
        } catch (NobodyWaits late) {
            throw late;
        } catch (EdgexException refused) {
            return CommandOutcome.Refused.of(refused);
        }
    }

    private CommandTarget writable(String device, String command) {
        return CommandTarget.find(catalog, device, command, false).writable().atMost(maxCmdOps);
    }

    private CommandOutcome carryOut(CommandTarget target, List<WrittenValue> written) {
        boolean[] replied = {false};
        boolean proved = proof.of(target, written, () -> replied[0] = send(target, written));
        if (target.command().canRead()) {
            report.written(target, written);
        }
        return new CommandOutcome.Done(replied[0] || proved);
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

    /**
     * What goes out by itself goes first; what is replied to follows one after another, as in EdgeX.
     *
     * @return whether the device has replied
     */
    private boolean send(CommandTarget target, List<WrittenValue> values) {
        Map<WrittenValue, Exchange> exchanged = new LinkedHashMap<>();
        values.forEach(value -> protocol.set(target.device(), value).ifPresent(order -> exchanged.put(value, order)));
        List<WrittenValue> published =
                values.stream().filter(value -> !exchanged.containsKey(value)).toList();
        DeviceBroker to = broker.named(target.device().broker());
        List<Payload> payloads = Payload.of(target.device(), published);
        send(to, payloads.stream().filter(payload -> payload.reply().isEmpty()).toList());
        payloads.forEach(payload -> payload.reply().ifPresent(reply -> {
            byte[] answer = Exchanges.now(exchanges.ask(own.set(target.device(), payload, reply)));
            own.check(target.device(), reply.rule(), answer);
        }));
        exchanged.values().forEach(order -> Exchanges.now(exchanges.ask(order)));
        return !exchanged.isEmpty()
                || payloads.stream().anyMatch(payload -> payload.reply().isPresent());
    }

    private void send(DeviceBroker to, List<Payload> payloads) {
        if (payloads.isEmpty()) {
            return;
        }
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

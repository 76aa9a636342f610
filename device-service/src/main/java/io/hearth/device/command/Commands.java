package io.hearth.device.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.device.DeviceConfig;
import io.hearth.device.intake.Conversions;
import io.hearth.device.mapping.MappedCommand;
import io.hearth.device.mapping.MappedResource;
import io.hearth.device.registry.DeviceCatalog;
import io.hearth.runtime.bus.Deadline;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The door of commands: REST and the bus only decode and call it. A refusal is an answer, not an exception. */
@Singleton
@TellsState
public class Commands {
    private final DeviceCatalog catalog;
    private final ReadingSource source;
    private final Delivery delivery;
    private final Proof proof;
    private final EventReport report;
    private final Conversions conversions;
    private final DeviceOrder order;
    private final int maxCmdOps;

    Commands(
            DeviceCatalog catalog,
            ReadingSource source,
            Delivery delivery,
            Proof proof,
            EventReport report,
            Conversions conversions,
            DeviceConfig config) {
        this.catalog = catalog;
        this.source = source;
        this.delivery = delivery;
        this.proof = proof;
        this.report = report;
        this.conversions = conversions;
        this.order = new DeviceOrder(config.order().maxWaiting(), config.order().maxWait());
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
     * @param sending what earlier attempts at this command have sent, and this one will have
     * @throws NobodyWaits when the turn comes after the deadline; nothing was done then
     */
    CommandOutcome set(String device, String command, JsonNode values, Deadline deadline, Sending sending) {
        try {
            // What can be said at once is not said after a wait.
            written(writable(device, command), values);
            return order.inTurn(device, () -> {
                if (deadline.isOver()) {
                    throw new NobodyWaits(device);
                }
                // It may have been locked, changed or moved to another broker while it waited for its turn.
                CommandTarget target = writable(device, command);
                return carryOut(target, written(target, values), sending);
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

    private CommandOutcome carryOut(CommandTarget target, List<WrittenValue> written, Sending sending) {
        boolean[] replied = {false};
        boolean proved;
        try {
            proved = proof.of(target, written, sending, () -> replied[0] = delivery.of(target, written, sending));
        } catch (EdgexException notNow) {
            sending.leave(report.now());
            throw notNow;
        }
        if (target.command().canRead()) {
            report.written(target, written, sending.origin(report::now));
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
}

package io.hearth.command.confirm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.hearth.command.Command;
import io.hearth.command.CommandConfig;
import io.hearth.command.Outcome;
import io.hearth.command.Wishes;
import io.hearth.command.profile.OwnSettings;
import io.hearth.command.profile.Profiles;
import io.hearth.command.profile.Write;
import io.hearth.command.relay.Relay;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * Write with read-back: after the device service has taken a command, reads what was set until the device shows it. For
 * devices whose "yes" means only that the message went out.
 */
@Singleton
public class Confirmation {
    private static final Duration SHORTEST_LOOK = Duration.ofMillis(50);

    private final Profiles profiles;
    private final Relay relay;
    private final ConfirmConfig config;
    private final Duration requestTimeout;

    Confirmation(Profiles profiles, Relay relay, CommandConfig config) {
        this.profiles = profiles;
        this.relay = relay;
        this.config = config.confirm();
        this.requestTimeout = config.requestTimeout();
    }

    /** What is to be read back after a command. */
    public record Plan(Command command, String service, List<ReadBack> proofs) {}

    /**
     * What is to be read back: all that is set when the caller says so, none when it says not, else what the profile marks.
     *
     * @throws io.hearth.contracts.rest.EdgexException 400 when something of it cannot be read, 409 when the profile's settings
     *     cannot be
     */
    public Plan plan(Command command, Device device) {
        Optional<Boolean> asked = command.wishes().confirm();
        if (asked.isPresent() && !asked.get()) {
            return new Plan(command, device.serviceName(), List.of());
        }
        List<ReadBack> proofs = profiles.of(device)
                .map(profile -> proofs(command, profile, asked.isPresent()))
                .orElse(List.of());
        return new Plan(command, device.serviceName(), proofs);
    }

    private static List<ReadBack> proofs(Command command, DeviceProfile profile, boolean asked) {
        boolean all = asked
                || Write.ofCommand(profile, command.name())
                        .flatMap((OwnSettings settings) -> settings.flag("confirm"))
                        .orElse(false);
        return Write.of(profile, command.name(), command.payload()).stream()
                .filter(write -> write.value().isPresent() && (all || ReadBack.wanted(write)))
                .map(write -> ReadBack.of(profile, write))
                .toList();
    }

    /** The outcome of a command after a look at the device: the same, or that it does not show what was set. */
    public Outcome confirmed(Plan plan, Outcome sent) {
        if (!(sent instanceof Outcome.Answered)) {
            return sent;
        }
        long deadline = System.nanoTime() + config.timeout().toNanos();
        for (ReadBack proof : plan.proofs()) {
            Optional<String> instead = awaited(plan, proof, deadline);
            if (instead.isPresent()) {
                return new Outcome.Unconfirmed("device '" + plan.command().device()
                        + "' took the command, but is not confirmed after "
                        + config.timeout().toMillis() + " ms: resource '"
                        + proof.proof().name() + "' should read '" + proof.expected() + "', and " + instead.get());
            }
        }
        return sent;
    }

    /** Empty when the proof came in time; else what came instead. */
    private Optional<String> awaited(Plan plan, ReadBack proof, long deadline) {
        String shown = null;
        String instead;
        do {
            Outcome read = relay.send(plan.service(), get(plan.command(), proof), timeout(deadline));
            Optional<String> value = value(read, proof.proof().name());
            if (value.filter(proof::provenBy).isPresent()) {
                return Optional.empty();
            }
            // A last look that comes too late does not make what was read before unread.
            shown = value.map(text -> "reads '" + text + "'").orElse(shown);
            instead = shown == null ? unread(read) : shown;
            LockSupport.parkNanos(Math.max(0, Math.min(config.interval().toNanos(), deadline - System.nanoTime())));
        } while (System.nanoTime() < deadline);
        return Optional.of(instead);
    }

    private Duration timeout(long deadline) {
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        Duration least = left.compareTo(SHORTEST_LOOK) < 0 ? SHORTEST_LOOK : left;
        return least.compareTo(requestTimeout) < 0 ? least : requestTimeout;
    }

    private static Command get(Command set, ReadBack proof) {
        return new Command(
                UUID.randomUUID(),
                false,
                set.correlationId(),
                set.device(),
                proof.proof().name(),
                Command.Method.GET,
                NullNode.getInstance(),
                Map.of("ds-pushevent", "false", "ds-returnevent", "true", "ds-regexcmd", "false"),
                set.caller(),
                Wishes.NONE);
    }

    private static Optional<String> value(Outcome read, String resource) {
        if (!(read instanceof Outcome.Answered(String type, JsonNode payload))) {
            return Optional.empty();
        }
        for (JsonNode reading : payload.path("event").path("readings")) {
            if (resource.equals(reading.path("resourceName").asText())) {
                JsonNode value = reading.has("value") ? reading.get("value") : reading.path("objectValue");
                return value.isMissingNode()
                        ? Optional.empty()
                        : Optional.of(value.isTextual() ? value.textValue() : value.toString());
            }
        }
        return Optional.empty();
    }

    private static String unread(Outcome read) {
        return switch (read) {
            case Outcome.Answered answered -> "the answer holds no value of it";
            case Outcome.NotDone failed -> "cannot be read: " + failed.message();
        };
    }
}

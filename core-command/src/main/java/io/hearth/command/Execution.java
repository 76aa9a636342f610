package io.hearth.command;

import com.fasterxml.jackson.databind.node.NullNode;
import io.hearth.command.confirm.Confirmation;
import io.hearth.command.guard.Guard;
import io.hearth.command.guard.Holds;
import io.hearth.command.journal.Journal;
import io.hearth.command.profile.Devices;
import io.hearth.command.relay.Relay;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.runtime.redis.StoreUnavailable;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One command in its turn: written down, looked up, let through or refused, sent, read back, written down again. */
@Singleton
class Execution {
    private static final int UNEXPECTED = 500;
    private static final int UNAVAILABLE = 503;
    private static final int NOT_FOUND = 404;
    /** EdgeX's device services answer 404 for a device that they have not, ours 503 as long as it may yet come. */
    private static final Set<Integer> UNKNOWN_THERE = Set.of(NOT_FOUND, UNAVAILABLE);

    private final Journal journal;
    private final Devices devices;
    private final Guard guard;
    private final Relay relay;
    private final Confirmation confirmation;

    Execution(Journal journal, Devices devices, Guard guard, Relay relay, Confirmation confirmation) {
        this.journal = journal;
        this.devices = devices;
        this.guard = guard;
        this.relay = relay;
        this.confirmation = confirmation;
    }

    /** Begins to look up who holds the device, in one round trip with what is asked of Redis next; in the device's turn. */
    Optional<Holds.Look> lookInCompany(Command command) {
        return command.isSet() ? Optional.of(guard.lookInCompany(command)) : Optional.empty();
    }

    /**
     * Carries it out; whatever becomes of it is in the journal.
     *
     * @param begun what was begun to be looked up; empty when nothing was
     * @param acted told what is known when the device service has taken the command and the device is about to be read back
     */
    Outcome of(Command command, Optional<Holds.Look> begun, Consumer<Outcome> acted) {
        Journal.Line line = journal.line(command);
        Outcome outcome = Outcome.failed(UNEXPECTED, "unexpected error, see the log of core-command");
        try {
            outcome = attempt(command, begun, line, acted);
            return outcome;
        } finally {
            // Waited for now, not before: a slow disk keeps the answer waiting, and not the device.
            journal.await(line);
            journal.end(line, outcome);
        }
    }

    private Outcome attempt(Command command, Optional<Holds.Look> begun, Journal.Line line, Consumer<Outcome> acted) {
        try {
            if (!command.isSet()) {
                return sent(command, device(command, line), line);
            }
            // Its id may have been waited for meanwhile, which another replica had.
            Holds.Look look = begun.filter(lately -> !lately.isOld()).orElseGet(() -> guard.look(command));
            return set(command, device(command, line), line, look, acted);
        } catch (EdgexException refused) {
            return Outcome.refused(refused.kind().status(), refused.getMessage());
        } catch (StoreUnavailable unavailable) {
            return Outcome.refused(
                    UNAVAILABLE,
                    "the command was not sent, how its device is protected cannot be looked up: "
                            + unavailable.getMessage());
        }
    }

    private Device device(Command command, Journal.Line line) {
        Device device = devices.of(command.device());
        line.servedBy(device.serviceName());
        return device;
    }

    private Outcome set(Command command, Device device, Journal.Line line, Holds.Look look, Consumer<Outcome> acted) {
        Confirmation.Plan plan = confirmation.plan(command, device);
        return switch (guard.admit(command, device, look)) {
            case Guard.No(Outcome.Refused refused) -> refused;
            case Guard.Admitted admitted -> {
                Outcome sent = sent(command, device, line);
                guard.settle(admitted, sent);
                if (sent instanceof Outcome.Answered && !plan.proofs().isEmpty()) {
                    acted.accept(new Outcome.Unconfirmed("device '" + command.device()
                            + "' took the command, but the process ended while it was read back"));
                }
                yield confirmation.confirmed(plan, sent);
            }
        };
    }

    /**
     * Looks at the device of a command that has acted and was not confirmed: nothing is sent but reads, and the journal has
     * the command already.
     *
     * @throws EdgexException when the device is not known any more, or what is to be read back makes no sense
     */
    Outcome lookAgain(Command command, Outcome.Unconfirmed before) {
        try {
            Confirmation.Plan plan = confirmation.plan(command, devices.of(command.device()));
            return plan.proofs().isEmpty()
                    ? before
                    : confirmation.confirmed(
                            plan, new Outcome.Answered(MediaType.APPLICATION_JSON, NullNode.getInstance()));
        } catch (EdgexException noLook) {
            // The device or its profile is another one now, or cannot be asked for: what was sent was sent.
            return new Outcome.Unconfirmed(before.message() + "; not looked at again: " + noLook.getMessage());
        }
    }

    private Outcome sent(Command command, Device device, Journal.Line line) {
        // Not sooner: what is asked of Redis behind it waits for the disk with it.
        journal.underWay(line);
        Outcome outcome = relay.send(device.serviceName(), command);
        return outcome instanceof Outcome.Failed failed && failed.known() && UNKNOWN_THERE.contains(failed.status())
                ? elsewhere(command, device, line, failed)
                : outcome;
    }

    /** What its service does not know is gone, or another's by now, and the news of it has not come here yet. */
    private Outcome elsewhere(Command command, Device device, Journal.Line line, Outcome.Failed failed) {
        try {
            Optional<Device> moved = devices.changed(device);
            if (moved.isEmpty() || failed.status() != NOT_FOUND) {
                return failed;
            }
            line.servedBy(moved.get().serviceName());
            return relay.send(moved.get().serviceName(), command);
        } catch (EdgexException gone) {
            return gone.kind().status() == NOT_FOUND ? Outcome.refused(NOT_FOUND, gone.getMessage()) : failed;
        }
    }

    /** A command that was not even begun is in the journal too. */
    void notBegun(Command command, Outcome outcome) {
        journal.note(command, outcome);
    }
}

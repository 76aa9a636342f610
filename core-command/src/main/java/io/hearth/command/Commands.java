package io.hearth.command;

import io.hearth.command.guard.Holds;
import io.hearth.command.once.CommandIds;
import io.hearth.command.order.Lanes;
import io.hearth.command.order.Slots;
import io.hearth.command.order.Turns;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.runtime.bus.Deadline;
import io.hearth.runtime.bus.TooOld;
import io.hearth.runtime.redis.StoreUnavailable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The door of core-command: takes a command, whoever asks, and answers with its outcome. Commands to one device are carried
 * out in the order in which they came, a person's before those of rules; those to different devices side by side; the same id
 * acts once.
 */
@Singleton
public class Commands {
    private static final Logger LOG = Logger.getLogger(Commands.class);
    private static final int INVALID = 400;
    private static final int UNKNOWN = 404;
    private static final int CONFLICT = 409;
    private static final int UNEXPECTED = 500;
    private static final int BUSY = 503;
    private static final String NOBODY_WAITS =
            "the command was not sent: its turn came when who asked for it did not wait any more";

    private final CommandConfig config;
    private final CommandIds ids;
    private final Turns turns;
    private final Execution execution;
    private final MeterRegistry metrics;
    private final Lanes lanes;
    private final TooOld tooOld;
    private final Map<UUID, UnderWay> underWay = new ConcurrentHashMap<>();

    private record UnderWay(String fingerprint, CompletableFuture<Outcome> outcome) {}

    Commands(CommandConfig config, CommandIds ids, Turns turns, Execution execution, MeterRegistry metrics) {
        this.config = config;
        this.ids = ids;
        this.turns = turns;
        this.execution = execution;
        this.metrics = metrics;
        this.tooOld = new TooOld("core-command", metrics);
        this.lanes = new Lanes(config.maxWaitingPerDevice(), config.maxWaiting(), config.maxConcurrent());
        Gauge.builder("hearth_queue_depth", lanes, Lanes::depth)
                .tag("queue", "cc-commands")
                .register(metrics);
        Gauge.builder("hearth_queue_capacity", lanes, Lanes::capacity)
                .tag("queue", "cc-commands")
                .register(metrics);
    }

    /**
     * Carries the command out, or joins the one of the same id that is under way. Returns at once; commands to one device
     * keep the order of these calls.
     *
     * @return the outcome, always: a command that is refused, lost or late ends as {@link Outcome.NotDone}
     */
    public CompletableFuture<Outcome> carryOut(Command command) {
        return carryOut(command, Deadline.NONE);
    }

    /** As {@link #carryOut(Command)}; refused when its turn comes after the deadline, since nobody waits for it any more. */
    public CompletableFuture<Outcome> carryOut(Command command, Deadline deadline) {
        return carryOut(command, deadline, Slots.UNLIMITED);
    }

    /** As {@link #carryOut(Command, Deadline)}; refused when its turn comes and none of the slots is free, of which it takes one. */
    public CompletableFuture<Outcome> carryOut(Command command, Deadline deadline, Slots slots) {
        if (command.wishes().look() && !command.repeatable()) {
            return CompletableFuture.completedFuture(notBegun(
                    command,
                    Outcome.refused(
                            INVALID,
                            "query parameter " + Wishes.LOOK
                                    + " is 'true', which needs the id of the command to look at")));
        }
        if (!command.repeatable()) {
            return queue(command, deadline, slots, new CompletableFuture<>());
        }
        String fingerprint = command.fingerprint();
        UnderWay mine = new UnderWay(fingerprint, new CompletableFuture<>());
        UnderWay other = underWay.putIfAbsent(command.id(), mine);
        if (other == null) {
            mine.outcome().whenComplete((done, failure) -> underWay.remove(command.id(), mine));
            return queue(command, deadline, slots, mine.outcome());
        }
        return other.fingerprint().equals(fingerprint)
                ? other.outcome()
                : CompletableFuture.completedFuture(notBegun(command, usedForAnother(command)));
    }

    private CompletableFuture<Outcome> queue(
            Command command, Deadline deadline, Slots slots, CompletableFuture<Outcome> outcome) {
        long asked = System.nanoTime();
        Turns.Turn turn = turns.take(command.device());
        boolean taken = lanes.submit(command.device(), goesAhead(command), () -> {
            try (turn) {
                switch (inTurn(command, deadline, slots, turn, asked)) {
                    case Ended(Outcome ended) -> outcome.complete(counted(command, asked, ended));
                    // Beside the line: what comes for the device does not wait for what was carried out before.
                    case Again(Outcome.Unconfirmed before) ->
                        Thread.ofVirtual()
                                .name("look-again")
                                .start(() -> outcome.complete(counted(command, asked, lookAgain(command, before))));
                }
            }
        });
        if (!taken) {
            turn.close();
            Outcome.Refused busy = Outcome.refused(
                    BUSY,
                    "core-command busy: " + config.maxWaitingPerDevice() + " commands to device '" + command.device()
                            + "', or " + config.maxWaiting() + " in all, wait already");
            outcome.complete(counted(command, asked, notBegun(command, busy)));
        }
        return outcome;
    }

    /** A person's, unless it is not to hold rules off: they would then undo it right after, though they came before. */
    private boolean goesAhead(Command command) {
        Duration hold = command.wishes().hold().orElse(config.guard().hold());
        return command.isSet() && command.caller().isPerson() && hold.isPositive();
    }

    /** What the turn of a command has come to. */
    private sealed interface Step {}

    private record Ended(Outcome outcome) implements Step {}

    /** It was carried out before, and what the device shows now is to be seen. */
    private record Again(Outcome.Unconfirmed before) implements Step {}

    private Step inTurn(Command command, Deadline deadline, Slots slots, Turns.Turn turn, long asked) {
        try {
            Duration left = config.maxWait().minusNanos(System.nanoTime() - asked);
            if (left.isNegative() || !turn.await(left)) {
                Duration waited = Duration.ofNanos(System.nanoTime() - asked);
                return ended(notBegun(
                        command,
                        Outcome.refused(
                                BUSY,
                                "waited " + waited.toMillis() + " ms for earlier commands to device '"
                                        + command.device() + "', allowed is "
                                        + config.maxWait().toMillis() + " ms")));
            }
            if (deadline.isOver()) {
                tooOld.note(command.method().level() + " " + command.device() + "/" + command.name());
                return ended(notBegun(command, Outcome.refused(BUSY, NOBODY_WAITS)));
            }
            return inSlot(command, slots);
        } catch (EdgexException refused) {
            return ended(Outcome.refused(refused.kind().status(), refused.getMessage()));
        } catch (StoreUnavailable unavailable) {
            return ended(notBegun(
                    command,
                    Outcome.refused(
                            BUSY,
                            "the command was not sent, its id or its turn cannot be looked up: "
                                    + unavailable.getMessage())));
        } catch (RuntimeException | Error bug) {
            return ended(unexpected(command, bug));
        }
    }

    private Step inSlot(Command command, Slots slots) {
        if (!slots.take()) {
            return ended(notBegun(command, Outcome.refused(BUSY, slots.refusal())));
        }
        try {
            return command.repeatable() ? once(command) : ended(execution.of(command, Optional.empty(), acted -> {}));
        } finally {
            slots.giveBack();
        }
    }

    private static Step ended(Outcome outcome) {
        return new Ended(outcome);
    }

    private static Outcome unexpected(Command command, Throwable bug) {
        LOG.errorf(bug, "command failed unexpectedly device=%s command=%s", command.device(), command.name());
        return Outcome.failed(UNEXPECTED, "unexpected error, see the log of core-command");
    }

    /** It has acted and must not again; what the device shows by now is another matter. */
    private Outcome lookAgain(Command command, Outcome.Unconfirmed before) {
        try {
            Outcome outcome = execution.lookAgain(command, before);
            // What is as unconfirmed as before is not remembered longer for being asked: the window ends when it was
            // to.
            if (!(outcome instanceof Outcome.Unconfirmed)) {
                ids.settle(command, outcome);
            }
            return outcome;
        } catch (RuntimeException | Error bug) {
            return unexpected(command, bug);
        }
    }

    private Step once(Command command) {
        Optional<Holds.Look> look = execution.lookInCompany(command);
        return switch (ids.claim(command)) {
            case CommandIds.Mine()
            when command.wishes().look() -> {
                Outcome unknown = Outcome.refused(
                        UNKNOWN, "command id " + command.id() + " is not known any more, so it cannot be looked at");
                ids.settle(command, unknown);
                yield ended(notBegun(command, unknown));
            }
            case CommandIds.Mine() -> {
                // After a kill in the midst of the reading back the same id must not act again.
                Outcome outcome = execution.of(command, look, acted -> ids.settle(command, acted));
                ids.settle(command, outcome);
                yield ended(outcome);
            }
            case CommandIds.Settled(Outcome.Unconfirmed unconfirmed) -> new Again(unconfirmed);
            case CommandIds.Settled(Outcome outcome) -> ended(outcome);
            case CommandIds.Other() -> ended(notBegun(command, usedForAnother(command)));
        };
    }

    private Outcome notBegun(Command command, Outcome outcome) {
        execution.notBegun(command, outcome);
        return outcome;
    }

    private static Outcome usedForAnother(Command command) {
        return Outcome.refused(
                CONFLICT,
                "command id " + command.id() + " was used for another command, each command needs an id of its own");
    }

    private Outcome counted(Command command, long asked, Outcome outcome) {
        String name =
                switch (outcome) {
                    case Outcome.Answered answered -> "done";
                    case Outcome.Refused refused -> "refused";
                    case Outcome.Unconfirmed unconfirmed -> "unconfirmed";
                    case Outcome.Failed failed -> failed.mayHaveActed() ? "failed" : "refused";
                };
        metrics.counter("hearth_commands_total", "service", "core-command", "outcome", name)
                .increment();
        Timer.builder("hearth_command_seconds")
                .description("from the request to the outcome, waiting included")
                .tag("outcome", name)
                .tag("caller", command.caller().kind().text())
                .register(metrics)
                .record(System.nanoTime() - asked, TimeUnit.NANOSECONDS);
        return outcome;
    }
}

package io.hearth.command;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.runtime.redis.StoreUnavailable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The door of core-command: takes a command, whoever asks, and answers with its outcome. Commands to one device are carried
 * out in the order in which they came, those to different devices side by side; the same id acts once.
 */
@Singleton
public class Commands {
    private static final Logger LOG = Logger.getLogger(Commands.class);
    private static final int CONFLICT = 409;
    private static final int UNEXPECTED = 500;
    private static final int BUSY = 503;

    private final CommandConfig config;
    private final CommandIds ids;
    private final Relay relay;
    private final MeterRegistry metrics;
    private final Lanes lanes;
    private final Map<UUID, UnderWay> underWay = new ConcurrentHashMap<>();

    private record UnderWay(String fingerprint, CompletableFuture<Outcome> outcome) {}

    Commands(CommandConfig config, CommandIds ids, Relay relay, MeterRegistry metrics) {
        this.config = config;
        this.ids = ids;
        this.relay = relay;
        this.metrics = metrics;
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
     * @return the outcome, always: a command that is refused, lost or late ends as {@link Outcome.Failed}
     */
    CompletableFuture<Outcome> carryOut(Command command) {
        if (!command.repeatable()) {
            return queue(command, new CompletableFuture<>());
        }
        String fingerprint = command.fingerprint();
        UnderWay mine = new UnderWay(fingerprint, new CompletableFuture<>());
        UnderWay other = underWay.putIfAbsent(command.id(), mine);
        if (other == null) {
            mine.outcome().whenComplete((done, failure) -> underWay.remove(command.id(), mine));
            return queue(command, mine.outcome());
        }
        return other.fingerprint().equals(fingerprint)
                ? other.outcome()
                : CompletableFuture.completedFuture(usedForAnother(command));
    }

    private CompletableFuture<Outcome> queue(Command command, CompletableFuture<Outcome> outcome) {
        long asked = System.nanoTime();
        boolean taken = lanes.submit(command.device(), () -> outcome.complete(counted(inTurn(command, asked))));
        if (!taken) {
            outcome.complete(counted(Outcome.failed(
                    BUSY,
                    "core-command busy: " + config.maxWaitingPerDevice() + " commands to device '" + command.device()
                            + "', or " + config.maxWaiting() + " in all, wait already")));
        }
        return outcome;
    }

    private Outcome inTurn(Command command, long asked) {
        try {
            Duration waited = Duration.ofNanos(System.nanoTime() - asked);
            if (waited.compareTo(config.maxWait()) > 0) {
                return Outcome.failed(
                        BUSY,
                        "waited " + waited.toMillis() + " ms for earlier commands to device '" + command.device()
                                + "', allowed is " + config.maxWait().toMillis() + " ms");
            }
            return command.repeatable() ? once(command) : relay.send(command);
        } catch (EdgexException refused) {
            return Outcome.failed(refused.kind().status(), refused.getMessage());
        } catch (StoreUnavailable unavailable) {
            return Outcome.failed(
                    BUSY, "the command was not sent, its id cannot be looked up: " + unavailable.getMessage());
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "command failed unexpectedly device=%s command=%s", command.device(), command.name());
            return Outcome.failed(UNEXPECTED, "unexpected error, see the log of core-command");
        }
    }

    private Outcome once(Command command) {
        return switch (ids.claim(command)) {
            case CommandIds.Mine() -> {
                Outcome outcome = relay.send(command);
                ids.settle(command, outcome);
                yield outcome;
            }
            case CommandIds.Settled(Outcome outcome) -> outcome;
            case CommandIds.Other() -> usedForAnother(command);
        };
    }

    private static Outcome usedForAnother(Command command) {
        return Outcome.failed(
                CONFLICT,
                "command id " + command.id() + " was used for another command, each command needs an id of its own");
    }

    private Outcome counted(Outcome outcome) {
        String name =
                switch (outcome) {
                    case Outcome.Answered answered -> "done";
                    case Outcome.Failed failed -> failed.known() ? "refused" : "failed";
                };
        metrics.counter("hearth_commands_total", "service", "core-command", "outcome", name)
                .increment();
        return outcome;
    }
}

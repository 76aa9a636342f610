package io.hearth.command.guard;

import static io.vertx.mutiny.redis.client.Command.HDEL;
import static io.vertx.mutiny.redis.client.Command.HGETALL;
import static io.vertx.mutiny.redis.client.Command.HSET;
import static io.vertx.mutiny.redis.client.Command.PEXPIRE;

import io.hearth.command.Command;
import io.hearth.command.CommandConfig;
import io.hearth.command.Outcome;
import io.hearth.command.store.Pile;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.contracts.value.GoDuration;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The claims of persons on resources ({@code cc:hold:<device>} in Redis): while one stands, rules may not set the resource. */
@Singleton
public class Holds {
    private static final Logger LOG = Logger.getLogger(Holds.class);
    private static final int LOCKED = 423;
    private static final Duration CLOCK_STEP = Duration.ofDays(1);
    private static final Duration OLD = Duration.ofMillis(50);

    private final GuardConfig config;
    private final Pile pile;
    private final InstantSource clock;
    private final HoldTimes times;

    @Inject
    Holds(CommandConfig config, Pile pile) {
        this(config.guard(), pile, InstantSource.system());
    }

    Holds(GuardConfig config, Pile pile, InstantSource clock) {
        this.config = config;
        this.pile = pile;
        this.clock = clock;
        this.times = new HoldTimes(config.maxTimedHolds());
    }

    /** Refuses (400) a command that asks for a longer hold than is allowed. */
    void check(Command command) {
        command.wishes()
                .hold()
                .filter(hold -> hold.compareTo(config.maxHold()) > 0)
                .ifPresent(hold -> {
                    throw new EdgexException(
                            ErrorKind.CONTRACT_INVALID,
                            "query parameter hearth-hold is '" + GoDuration.format(hold) + "', allowed is up to "
                                    + GoDuration.format(config.maxHold()));
                });
    }

    /** Begins to look up what is held, while other things are asked; nothing when a person asks, who passes anyway. */
    Look look(Command command) {
        return look(command, pile::sendLater);
    }

    /** As {@link #look}, in one round trip with what is asked of Redis next, and at once. */
    Look lookInCompany(Command command) {
        return look(command, pile::sendInCompany);
    }

    private static Look look(Command command, Function<Request, CompletableFuture<List<Response>>> send) {
        return new Look(
                command.caller().isPerson() ? Optional.empty() : Optional.of(send.apply(stored(command.device()))),
                System.nanoTime());
    }

    /**
     * The answer to come.
     *
     * @param begun when it was asked for, ns
     */
    public record Look(Optional<CompletableFuture<List<Response>>> stored, long begun) {
        /** Whether somebody may hold the device since: long after, for a round trip. */
        public boolean isOld() {
            return System.nanoTime() - begun > OLD.toNanos();
        }
    }

    /** Why the command may not go now: a person holds what it sets, and it is not a person's. */
    Optional<Outcome.Refused> refusal(Command command, Set<String> resources, Look look) {
        if (look.stored().isEmpty()) {
            return Optional.empty();
        }
        try {
            Response stored = look.stored()
                    .get()
                    .copy()
                    .orTimeout(config.patience().toMillis(), TimeUnit.MILLISECONDS)
                    .join()
                    .getFirst();
            return standing(stored).stream()
                    .filter(hold -> resources.contains(hold.resourceName()))
                    .max(Comparator.comparingLong(Hold::until))
                    .map(hold -> refusal(command, hold));
        } catch (CompletionException unavailable) {
            // A hold is a courtesy: without it the last one to ask wins, as in EdgeX.
            LOG.warnf("holds not looked up device=%s reason=%s", command.device(), unavailable.getCause());
            return Optional.empty();
        }
    }

    private static Outcome.Refused refusal(Command command, Hold hold) {
        String who = hold.caller().isEmpty() ? "a person" : "person '" + hold.caller() + "'";
        return new Outcome.Refused(
                LOCKED,
                "the command was not sent: " + who + " holds resource '" + hold.resourceName() + "' of device '"
                        + command.device() + "' until " + hold.end() + ", and "
                        + command.caller().described() + " asks",
                hold.end());
    }

    /**
     * A person's command has reached the device, or may have: rules stay away from now on. Redis is not waited for, as who
     * asked has to hear what became of the command; whatever is looked up from now on comes after it.
     */
    void took(Command command, Set<String> resources) {
        if (!command.caller().isPerson() || resources.isEmpty()) {
            return;
        }
        Duration hold = command.wishes().hold().orElse(config.hold());
        CompletableFuture<List<Response>> kept = hold.isPositive()
                ? begin(command, resources, hold)
                : pile.sendInCompany(ending(command.device(), resources));
        kept.whenComplete((answers, unavailable) -> {
            if (unavailable != null) {
                LOG.warnf("hold not kept device=%s reason=%s", command.device(), unavailable);
            }
        });
    }

    private CompletableFuture<List<Response>> begin(Command command, Set<String> resources, Duration hold) {
        Instant now = clock.instant();
        long until = now.plus(hold).toEpochMilli();
        Request set = Request.cmd(HSET).arg(key(command.device()));
        for (String resource : resources) {
            Hold begun =
                    new Hold(resource, until, hold.toMillis(), command.caller().name(), command.id());
            times.standing(begun, now);
            set.arg(resource).arg(begun.stored());
        }
        // Ends are in the fields; the key goes when none of them can still stand, though the clock be set forth.
        Request expire = Request.cmd(PEXPIRE)
                .arg(key(command.device()))
                .arg(longest(hold).multipliedBy(2).plus(CLOCK_STEP).toMillis());
        return pile.sendInCompany(set, expire);
    }

    /** As long as any hold on the device can be. */
    private Duration longest(Duration hold) {
        return Stream.of(hold, config.hold(), config.maxHold())
                .max(Comparator.naturalOrder())
                .get();
    }

    /** Ends the holds on these resources; on all of the device when there are none. */
    void end(String device, Set<String> resources) {
        pile.send(ending(device, resources));
    }

    private static Request ending(String device, Set<String> resources) {
        if (resources.isEmpty()) {
            return Request.cmd(io.vertx.mutiny.redis.client.Command.DEL).arg(key(device));
        }
        Request delete = Request.cmd(HDEL).arg(key(device));
        resources.forEach(delete::arg);
        return delete;
    }

    /** The holds that stand now, by resource. */
    List<Hold> of(String device) {
        return standing(pile.send(stored(device)).getFirst());
    }

    private static Request stored(String device) {
        return Request.cmd(HGETALL).arg(key(device));
    }

    private List<Hold> standing(Response stored) {
        Instant now = clock.instant();
        List<Hold> standing = new ArrayList<>();
        for (String resource : stored.getKeys()) {
            times.standing(Hold.of(resource, stored.get(resource).toString()), now)
                    .ifPresent(standing::add);
        }
        standing.sort(Comparator.comparing(Hold::resourceName));
        return standing;
    }

    private static String key(String device) {
        return "cc:hold:" + device;
    }
}

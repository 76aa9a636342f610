package io.hearth.rules;

import io.hearth.rules.fault.Faults;
import io.hearth.rules.replica.Replica;
import io.hearth.rules.replica.Standing;
import io.hearth.rules.replica.StandingBy;
import io.hearth.rules.replica.Turn;
import io.hearth.runtime.bus.Backoff;
import io.hearth.runtime.bus.BatchConsumer;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.Subscriptions;
import io.hearth.runtime.redis.RedisBatch;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * The life of the service. When it is this replica's turn, which it always is for one alone: subscribes at once, so that the
 * broker keeps what comes, and evaluates when the rules are there. A Redis that is away at the start is waited for.
 */
@ApplicationScoped
public class RulesEngine implements Replica.Duty {
    private static final Logger LOG = Logger.getLogger(RulesEngine.class);
    private static final String EVENTS = "re-events";
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);

    private final Multi<Message<byte[]>> events;
    private final RulesConfig config;
    private final Bus bus;
    private final Works works;
    private final Subscriptions subscriptions;
    private final Replica replica;
    private volatile Optional<Shift> shift = Optional.empty();

    /** What there is while this replica is at work. */
    private record Shift(Turn turn, Work work, BatchConsumer consumer, Thread loader) {}

    RulesEngine(
            @Channel(EVENTS) Multi<Message<byte[]>> events,
            RulesConfig config,
            Bus bus,
            Works works,
            Subscriptions subscriptions,
            RedisBatch redis) {
        this.events = events;
        this.config = config;
        this.bus = bus;
        this.works = works;
        this.subscriptions = subscriptions;
        this.replica = new Replica(redis, config.replica(), this);
    }

    void start(@Observes StartupEvent started) {
        replica.start();
    }

    /** Before the HTTP server waits for its requests to end. */
    void endStreams(@Observes @Priority(1) ShutdownEvent stopping) {
        shift.ifPresent(ending -> ending.work().endStreams());
    }

    void stop(@Observes ShutdownEvent stopping) {
        replica.close();
    }

    @Override
    public void begin(Turn turn) {
        Work work = works.in(turn);
        work.engine().hearsWhile(bus::connected);
        subscriptions.keepOnlyWhile(EVENTS, turn::lasts);
        BatchConsumer consumer = BatchConsumer.start(EVENTS, events, bus.consumerLimits(), work.engine());
        Thread loader = Thread.ofVirtual().name("rules-load").unstarted(() -> load(work, turn));
        shift = Optional.of(new Shift(turn, work, consumer, loader));
        work.start();
        loader.start();
    }

    @Override
    public void end() {
        // A start that failed half-way is stopped as well.
        shift.ifPresent(over -> {
            over.loader().interrupt();
            over.consumer().close();
            over.work().close();
        });
        shift = Optional.empty();
    }

    /** What is at work here; refuses with {@link StandingBy} when this replica is not the one. */
    Work work() {
        return atWork().orElseThrow(() -> switch (replica.standing()) {
            case Standing.By(String reason) -> new StandingBy(reason);
            case Standing.AtWork _ -> new StandingBy("its turn only just begins, or is over");
        });
    }

    /** As {@link #work}, if there is anything. One that stood still knows by its clock that there is not, at once. */
    Optional<Work> atWork() {
        return shift.filter(now -> now.turn().lasts()).map(Shift::work);
    }

    /** Where this replica stands, and how often it was at work. */
    Replica replica() {
        return replica;
    }

    /** Why readings are not taken and evaluated; empty when they are. */
    String reasonForRest() {
        return switch (replica.standing()) {
            case Standing.By(String reason) -> "standing by: " + reason;
            case Standing.AtWork _ ->
                shift.filter(now -> now.work().engine().isReady()
                                        && now.consumer().running())
                                .isPresent()
                        ? ""
                        : "the rules are not loaded yet, or their channel has ended";
        };
    }

    private void load(Work work, Turn turn) {
        Backoff backoff = new Backoff(FIRST_RETRY, config.longestLoadRetry());
        try {
            while (!work.isLoaded() && turn.lasts()) {
                if (!tryToLoad(work, backoff.failures() == 0)) {
                    Thread.sleep(backoff.next());
                }
            }
            if (turn.lasts()) {
                LOG.infof("rules are at work rules=%d", work.book().size());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean tryToLoad(Work work, boolean first) {
        try {
            work.load();
            Faults.over("rules-load");
            return true;
        } catch (Error unforeseen) {
            Faults.failing("rules-load", unforeseen);
            return false;
        } catch (RuntimeException notNow) {
            if (first) {
                LOG.warnf(notNow, "rules cannot be loaded yet, trying again");
            }
            return false;
        }
    }
}

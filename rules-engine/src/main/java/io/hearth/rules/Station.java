package io.hearth.rules;

import io.hearth.rules.fault.Faults;
import io.hearth.rules.replica.Replica;
import io.hearth.rules.replica.Turn;
import io.hearth.rules.store.Share;
import io.hearth.runtime.bus.Backoff;
import io.hearth.runtime.bus.BatchConsumer;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.StoringHandler;
import io.hearth.runtime.bus.Subscriptions;
import io.hearth.runtime.stop.StopDeadline;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Where a share of the devices is worked on while it is this replica's turn: subscribes at once, so that the broker keeps what
 * comes, and evaluates when the rules are there. A Redis that is away is waited for.
 */
final class Station implements Replica.Duty {
    private static final Logger LOG = Logger.getLogger(Station.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(2);

    private final Share share;
    private final Ground ground;
    private final Function<Turn, Work> works;
    private final Duration longestRetry;
    private volatile Optional<Shift> shift = Optional.empty();

    /** What a station stands on. */
    record Ground(EventChannels events, Bus bus, Subscriptions subscriptions, StoringHandler.Together together) {}

    /** What there is while this replica is at work. */
    private record Shift(Turn turn, Work work, BatchConsumer consumer, Thread loader) {}

    /** With what makes the work of a turn. */
    Station(Share share, Ground ground, Function<Turn, Work> works, Duration longestRetry) {
        this.share = share;
        this.ground = ground;
        this.works = works;
        this.longestRetry = longestRetry;
    }

    Share share() {
        return share;
    }

    @Override
    public void begin(Turn turn) {
        Work work = works.apply(turn);
        String channel = EventChannels.name(share);
        work.engine().hearsWhile(ground.bus()::connected);
        ground.subscriptions().keepOnlyWhile(channel, turn::lasts);
        BatchConsumer consumer = BatchConsumer.start(
                channel, ground.events().of(share), ground.bus().consumerLimits(), work.engine(), ground.together());
        Thread loader = Thread.ofVirtual().name(fault()).unstarted(() -> load(work, turn));
        shift = Optional.of(new Shift(turn, work, consumer, loader));
        work.start();
        loader.start();
    }

    @Override
    public void end() {
        // A start that failed half-way is stopped as well.
        shift.ifPresent(over -> {
            over.loader().interrupt();
            awaitEnd(over.loader());
            over.consumer().close();
            over.work().close();
            Faults.over(fault());
        });
        shift = Optional.empty();
    }

    /** So that it does not give the rules to an engine that is closed already. */
    private static void awaitEnd(Thread loader) {
        try {
            loader.join(StopDeadline.atMost(LONGEST_STOP));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is at work here, if there is anything. One that stood still knows by its clock that there is not, at once. */
    Optional<Work> atWork() {
        return shift.filter(now -> now.turn().lasts()).map(Shift::work);
    }

    /** Whether readings are taken and evaluated. */
    boolean isReady() {
        return shift.filter(
                        now -> now.work().engine().isReady() && now.consumer().running())
                .isPresent();
    }

    /** Ends what clients of the live streams wait for. */
    void endStreams() {
        shift.ifPresent(ending -> ending.work().endStreams());
    }

    private void load(Work work, Turn turn) {
        Backoff backoff = new Backoff(FIRST_RETRY, longestRetry);
        try {
            while (!work.isLoaded() && turn.lasts()) {
                if (!tryToLoad(work, backoff.failures() == 0)) {
                    Thread.sleep(backoff.next());
                }
            }
            if (turn.lasts()) {
                LOG.infof("rules are at work rules=%d share=%d", work.book().size(), share.number());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean tryToLoad(Work work, boolean first) {
        try {
            work.load();
            Faults.over(fault());
            return true;
        } catch (Error unforeseen) {
            Faults.failing(fault(), unforeseen);
            return false;
        } catch (RuntimeException notNow) {
            if (first) {
                LOG.warnf(notNow, "rules cannot be loaded yet, trying again");
            }
            return false;
        }
    }

    private String fault() {
        return "rules-load" + share.suffix();
    }
}

package io.hearth.rules;

import io.hearth.rules.book.RuleBook;
import io.hearth.rules.engine.Engine;
import io.hearth.rules.fault.Faults;
import io.hearth.rules.store.Share;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Looks again and again at what ends by the clock: shelvings, silences, limits of rules, ages, and clients that hear nothing;
 * and at what Redis did not say it has stored.
 */
final class AlarmClock implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(AlarmClock.class);

    private final Duration tick;
    private final BooleanSupplier ready;
    private final List<Runnable> works;
    private final String worker;
    private final ScheduledExecutorService clock;
    private boolean failing;

    /** One that looks so often, once it is started. */
    AlarmClock(Duration tick, Engine engine, AlarmWork alarms, RuleBook book) {
        this(
                tick,
                engine.share(),
                engine::isReady,
                List.of(
                        alarms.ofRules()::tick,
                        alarms.silences()::tick,
                        () -> alarms.heldBack().tick(engine::makeUp),
                        alarms.streams()::tick,
                        book::lookUpUnknown));
    }

    /** One that does these for a share of the devices when it looks. */
    AlarmClock(Duration tick, Share share, BooleanSupplier ready, List<Runnable> works) {
        this.tick = tick;
        this.ready = ready;
        this.works = works;
        this.worker = "alarm-clock" + share.suffix();
        this.clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name(worker).factory());
    }

    void start() {
        clock.scheduleWithFixedDelay(this::tick, tick.toMillis(), tick.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tick() {
        if (ready.getAsBoolean()) {
            boolean failed = false;
            for (Runnable work : works) {
                failed |= !tryTo(work);
            }
            failing = failed;
            if (!failed) {
                Faults.over(worker);
            }
        }
    }

    private boolean tryTo(Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException notNow) {
            if (!failing) {
                LOG.warnf("what ends by the clock waits, trying again reason=%s", notNow.getMessage());
            }
            return false;
        } catch (Error unforeseen) {
            // One that is thrown out of a scheduled work would end all that is to come.
            Faults.failing(worker, unforeseen);
            forgetIfOver();
            return false;
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        forgetIfOver();
    }

    /** Whoever looks after the share next has a clock of his own. */
    private void forgetIfOver() {
        if (clock.isShutdown()) {
            Faults.over(worker);
        }
    }
}

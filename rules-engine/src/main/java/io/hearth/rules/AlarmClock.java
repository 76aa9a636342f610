package io.hearth.rules;

import io.hearth.rules.book.RuleBook;
import io.hearth.rules.engine.Engine;
import io.hearth.rules.fault.Faults;
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

    private static final String WORKER = "alarm-clock";

    private final Duration tick;
    private final BooleanSupplier ready;
    private final List<Runnable> works;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("rules-clock").factory());
    private boolean failing;

    /** One that looks so often, once it is started. */
    AlarmClock(Duration tick, Engine engine, AlarmWork alarms, RuleBook book) {
        this(
                tick,
                engine::isReady,
                List.of(
                        alarms.ofRules()::tick,
                        alarms.silences()::tick,
                        () -> alarms.heldBack().tick(engine::makeUp),
                        alarms.streams()::tick,
                        book::lookUpUnknown));
    }

    /** One that does these when it looks. */
    AlarmClock(Duration tick, BooleanSupplier ready, List<Runnable> works) {
        this.tick = tick;
        this.ready = ready;
        this.works = works;
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
                Faults.over(WORKER);
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
            Faults.failing(WORKER, unforeseen);
            return false;
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}

package io.hearth.rules;

import io.hearth.rules.engine.Engine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Looks again and again at what ends by the clock: shelvings, silences, limits of rules, ages, and clients that hear nothing. */
final class AlarmClock implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(AlarmClock.class);

    private final Duration tick;
    private final Engine engine;
    private final List<Runnable> works;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("rules-clock").factory());
    private boolean failing;

    /** One that looks so often, once it is started. */
    AlarmClock(Duration tick, Engine engine, AlarmWork alarms) {
        this.tick = tick;
        this.engine = engine;
        this.works = List.of(
                alarms.ofRules()::tick,
                alarms.silences()::tick,
                () -> alarms.heldBack().tick(engine::makeUp),
                alarms.streams()::tick);
    }

    void start() {
        clock.scheduleWithFixedDelay(this::tick, tick.toMillis(), tick.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tick() {
        if (engine.isReady()) {
            boolean failed = false;
            for (Runnable work : works) {
                failed |= !tryTo(work);
            }
            failing = failed;
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
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}

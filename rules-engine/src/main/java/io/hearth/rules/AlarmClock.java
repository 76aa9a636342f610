package io.hearth.rules;

import io.hearth.rules.alarm.RuleAlarms;
import io.hearth.rules.engine.Engine;
import io.hearth.rules.silence.HeldBackFirings;
import io.hearth.rules.silence.Silences;
import io.hearth.rules.stream.Streams;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Looks again and again at what ends by the clock: shelvings, silences, limits of rules, ages, and clients that hear nothing. */
@ApplicationScoped
public class AlarmClock {
    private static final Logger LOG = Logger.getLogger(AlarmClock.class);

    private final RulesConfig config;
    private final Engine engine;
    private final Streams streams;
    private final List<Runnable> works;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("rules-clock").factory());
    private boolean failing;

    AlarmClock(
            RulesConfig config,
            Engine engine,
            RuleAlarms alarms,
            Silences silences,
            HeldBackFirings heldBack,
            Streams streams) {
        this.config = config;
        this.engine = engine;
        this.streams = streams;
        this.works = List.of(alarms::tick, silences::tick, () -> heldBack.tick(engine::makeUp), streams::tick);
    }

    void start(@Observes StartupEvent started) {
        long tick = config.alarms().tick().toMillis();
        clock.scheduleWithFixedDelay(this::tick, tick, tick, TimeUnit.MILLISECONDS);
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

    /** Before the HTTP server waits for its requests to end. */
    void stop(@Observes @Priority(1) ShutdownEvent stopping) {
        streams.stop();
        clock.shutdownNow();
    }
}

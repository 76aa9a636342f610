package io.hearth.rules.engine;

import io.hearth.rules.fault.Faults;
import io.hearth.runtime.stop.StopDeadline;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Lets the engine do what is due when it is due, on a thread of its own. What cannot be stored now is tried again soon. */
public final class Clockwork implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Clockwork.class);
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    private final Engine engine;
    private final String worker;
    private final Thread thread;
    private boolean lastFailed;

    private Clockwork(Engine engine) {
        this.engine = engine;
        this.worker = "rules-clock" + engine.share().suffix();
        this.thread = Thread.ofPlatform().daemon().name(worker).unstarted(this::run);
    }

    /** A clockwork that runs. */
    public static Clockwork start(Engine engine) {
        Clockwork clockwork = new Clockwork(engine);
        clockwork.thread.start();
        return clockwork;
    }

    private void run() {
        try {
            while (true) {
                if (!tick()) {
                    Thread.sleep(RETRY);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean tick() throws InterruptedException {
        try {
            engine.tick();
            engine.awaitDue(LONGEST_SLEEP);
            Faults.over(worker);
            lastFailed = false;
            return true;
        } catch (RuntimeException notNow) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!lastFailed) {
                LOG.warnf(notNow, "what is due cannot be stored yet, trying again");
            }
            lastFailed = true;
            return false;
        } catch (Error unforeseen) {
            Faults.failing(worker, unforeseen);
            return false;
        }
    }

    /** Stops; what is due comes about after the next start. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(StopDeadline.atMost(LONGEST_CLOSE));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        // Whoever looks after the share next has a clock of his own.
        Faults.over(worker);
    }
}

package io.hearth.rules.why;

import io.hearth.rules.fault.Faults;
import io.hearth.runtime.stop.StopDeadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/**
 * What became of actions, written beside those who do them. What is told faster than Redis takes it is not kept, and counted:
 * an action is never held up by its history.
 */
public final class Outcomes implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Outcomes.class);
    private static final int TOGETHER = 256;
    /** One round trip, and one sync of Redis' file, serves all that end in this time. */
    private static final Duration LINGER = Duration.ofMillis(100);

    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);

    private final WhyLog log;
    private final BlockingQueue<Outcome> waiting;
    private final LongAdder lost = new LongAdder();
    private final Thread writer;

    private record Outcome(UUID ruleId, String device, WhyEntry entry) {}

    /** Begins to write. */
    public Outcomes(WhyLog log, WhyConfig config) {
        this.log = log;
        this.waiting = new ArrayBlockingQueue<>(config.waiting());
        this.writer = Thread.ofVirtual().name("why-outcomes").start(this::write);
    }

    /** How many outcomes were not kept. */
    public long lost() {
        return lost.sum();
    }

    /**
     * An action has come to an end, or to where it waits for its proof.
     *
     * @param device  the device that the rule's selector stands for
     * @param action  which one, in short
     * @param outcome done, failed or unconfirmed
     * @param reason  why; "" when there is nothing to say
     */
    public void add(UUID ruleId, String device, String action, String outcome, String reason, Instant at) {
        if (!waiting.offer(new Outcome(ruleId, device, WhyEntry.outcome(at.toString(), action, outcome, reason)))) {
            lost.increment();
        }
    }

    private void write() {
        List<Outcome> batch = new ArrayList<>();
        try {
            while (true) {
                batch.add(waiting.take());
                if (waiting.size() < TOGETHER) {
                    Thread.sleep(LINGER);
                }
                waiting.drainTo(batch, TOGETHER - 1);
                tryToStore(batch);
                batch.clear();
            }
        } catch (InterruptedException stopped) {
            waiting.drainTo(batch);
            tryToStore(batch);
        }
    }

    private void tryToStore(List<Outcome> batch) {
        Map<WhyLog.Place, List<WhyEntry>> byHistory = new LinkedHashMap<>();
        batch.forEach(outcome -> byHistory
                .computeIfAbsent(new WhyLog.Place(outcome.ruleId(), outcome.device()), any -> new ArrayList<>())
                .add(outcome.entry()));
        try {
            log.add(byHistory);
        } catch (Error unforeseen) {
            Faults.noted("why-outcomes", unforeseen);
            lost.add(batch.size());
        } catch (RuntimeException notNow) {
            LOG.debugf(notNow, "outcomes of actions are not kept outcomes=%d", batch.size());
            lost.add(batch.size());
        }
    }

    /** Writes what waits, unless that takes long, and no more. */
    @Override
    public void close() {
        writer.interrupt();
        try {
            writer.join(StopDeadline.atMost(LONGEST_CLOSE));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}

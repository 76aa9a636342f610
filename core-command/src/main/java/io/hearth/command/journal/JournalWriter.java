package io.hearth.command.journal;

import io.hearth.command.CommandConfig;
import io.hearth.runtime.bus.Backoff;
import io.hearth.runtime.redis.StoreUnavailable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Writes entries to Redis, whatever has come together in one round trip, in the order in which they came. While Redis is away
 * they wait, bounded, and nobody waits for them: a device must be reachable though its journal is not.
 */
@Singleton
class JournalWriter {
    private static final Logger LOG = Logger.getLogger(JournalWriter.class);
    private static final int BATCH = 200;
    private static final Duration STOP = Duration.ofSeconds(1);
    private static final Duration GLANCE = Duration.ofMillis(10);

    private final JournalStore store;
    private final BlockingQueue<JournalStore.Put> waiting;
    private final Counter dropped;
    private final Thread writer = Thread.ofVirtual().name("command-journal").unstarted(this::run);
    private volatile boolean away;
    private volatile boolean closed;
    private volatile boolean writing;
    private volatile boolean dropping;

    JournalWriter(JournalStore store, CommandConfig config, MeterRegistry metrics) {
        this.store = store;
        this.waiting = new ArrayBlockingQueue<>(config.journal().queue());
        this.dropped = Counter.builder("hearth_journal_dropped")
                .description("entries of the command journal that there was no room for while Redis was away")
                .register(metrics);
        Gauge.builder("hearth_queue_depth", waiting, BlockingQueue::size)
                .tag("queue", "cc-journal")
                .register(metrics);
        Gauge.builder("hearth_queue_capacity", () -> config.journal().queue())
                .tag("queue", "cc-journal")
                .register(metrics);
        writer.start();
    }

    /** Returns at once. */
    void write(Entry entry, JournalOutcome outcome) {
        put(new JournalStore.Put(entry, outcome, false, new CompletableFuture<>()));
    }

    /** Turns an entry into one of unknown outcome, if it is under way still; returns at once. */
    void writeIfUnderWay(Entry entry, JournalOutcome outcome) {
        put(new JournalStore.Put(entry, outcome, true, new CompletableFuture<>()));
    }

    /** As {@link #write}, and done when the entry is stored, fails when Redis is away. */
    CompletableFuture<Void> writeForSure(Entry entry, JournalOutcome outcome) {
        JournalStore.Put put = new JournalStore.Put(entry, outcome, false, new CompletableFuture<>());
        return put(put) && !away ? put.stored() : CompletableFuture.completedFuture(null);
    }

    private boolean put(JournalStore.Put put) {
        if (waiting.offer(put)) {
            return true;
        }
        dropped.increment();
        if (!dropping) {
            dropping = true;
            LOG.warnf("journal entries dropped, as many wait for redis as may waiting=%d", waiting.size());
        }
        return false;
    }

    private void run() {
        List<JournalStore.Put> batch = new ArrayList<>();
        try {
            while (!closed || !waiting.isEmpty()) {
                JournalStore.Put first = waiting.poll(STOP.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    writing = true;
                    batch.add(first);
                    waiting.drainTo(batch, BATCH - 1);
                    store(batch);
                    batch.clear();
                    writing = false;
                }
            }
        } catch (InterruptedException stop) {
            LOG.debug("journal stopped");
        }
    }

    private void store(List<JournalStore.Put> batch) throws InterruptedException {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
        while (true) {
            try {
                store.put(batch);
                batch.forEach(put -> put.stored().complete(null));
                away = false;
                dropping = false;
                return;
            } catch (StoreUnavailable unavailable) {
                if (backoff.failures() == 0) {
                    LOG.warnf("journal waits for redis reason=%s", unavailable.getMessage());
                }
                away = true;
                batch.forEach(put -> put.stored().completeExceptionally(unavailable));
                if (closed) {
                    LOG.warnf("journal entries lost at the stop entries=%d", batch.size() + waiting.size());
                    waiting.clear();
                    return;
                }
                Thread.sleep(backoff.next());
            } catch (RuntimeException defect) {
                LOG.errorf(defect, "journal entries not written entries=%d", batch.size());
                dropped.increment(batch.size());
                batch.forEach(put -> put.stored().completeExceptionally(defect));
                return;
            }
        }
    }

    /** Before Redis's client is closed, which is when everything else is. */
    void flush(@Observes ShutdownEvent event) throws InterruptedException {
        long deadline = System.nanoTime() + STOP.toNanos();
        while (!away && busy() && System.nanoTime() < deadline) {
            Thread.sleep(GLANCE);
        }
    }

    private boolean busy() {
        return writing || !waiting.isEmpty();
    }

    @PreDestroy
    void close() throws InterruptedException {
        closed = true;
        writer.join(STOP.multipliedBy(2));
        writer.interrupt();
    }
}

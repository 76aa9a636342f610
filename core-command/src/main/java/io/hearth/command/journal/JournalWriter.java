package io.hearth.command.journal;

import io.hearth.command.CommandConfig;
import io.hearth.command.store.Company;
import io.hearth.runtime.bus.Backoff;
import io.hearth.runtime.redis.StoreUnavailable;
import io.hearth.runtime.stop.StopDeadline;
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
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Writes entries to Redis, whatever has come together in one round trip, in the order in which they came. While Redis is away
 * they wait, bounded, and nobody waits for them: a device must be reachable though its journal is not.
 */
@Singleton
class JournalWriter {
    private static final Logger LOG = Logger.getLogger(JournalWriter.class);
    private static final CompletableFuture<Void> NOT_WAITED_FOR = CompletableFuture.completedFuture(null);
    private static final int BATCH = 200;
    private static final Duration STOP = Duration.ofSeconds(1);
    private static final Duration GLANCE = Duration.ofMillis(10);
    /** Enough to say what is lost. */
    private static final Duration LAST_WORD = Duration.ofMillis(100);

    private final JournalStore store;
    private final Duration patience;
    private final Company company;
    private final BlockingQueue<Waiting> waiting;
    private final Counter dropped;
    private final Thread writer = Thread.ofVirtual().name("command-journal").unstarted(this::run);
    private volatile boolean away;
    private volatile boolean closed;
    /** Who waits for Redis to come back does not when the service stops. */
    private final CountDownLatch closing = new CountDownLatch(1);

    private volatile boolean writing;
    private volatile boolean dropping;

    /**
     * What waits for the next round trip.
     *
     * @param put    nothing for one who only waits for those before
     * @param urgent whether somebody waits for it: the others keep it company, so that one round trip, and one sync of Redis' file, serves
     *     the end of one command and the beginning of the next
     */
    private record Waiting(Optional<JournalStore.Put> put, boolean urgent, CompletableFuture<Void> stored) {}

    JournalWriter(JournalStore store, CommandConfig config, MeterRegistry metrics) {
        this.store = store;
        this.patience = config.journal().patience();
        this.company = new Company(config.journal().linger(), BATCH);
        this.waiting = new ArrayBlockingQueue<>(config.journal().queue());
        this.dropped = Counter.builder("hearth_journal_dropped")
                .description(
                        "entries of the command journal that are lost: Redis was away, and there was no room for them or the service stopped")
                .register(metrics);
        Gauge.builder("hearth_queue_depth", waiting, BlockingQueue::size)
                .tag("queue", "cc-journal")
                .register(metrics);
        Gauge.builder("hearth_queue_capacity", () -> config.journal().queue())
                .tag("queue", "cc-journal")
                .register(metrics);
        writer.start();
    }

    /** Returns at once; it is written with the next one that somebody waits for, or a moment later. */
    void write(Entry entry, JournalOutcome outcome) {
        put(new JournalStore.Put(entry, outcome, false), false);
    }

    /** Turns an entry into one of unknown outcome, if it is under way still; returns at once. */
    void writeIfUnderWay(Entry entry, JournalOutcome outcome) {
        put(new JournalStore.Put(entry, outcome, true), false);
    }

    /** As {@link #write}, and done when the entry is stored, fails when Redis is away. */
    CompletableFuture<Void> writeForSure(Entry entry, JournalOutcome outcome) {
        return put(new JournalStore.Put(entry, outcome, false), true);
    }

    /** Returns when what was written before is stored, when Redis is away, or when that takes too long. */
    void catchUp() {
        Waiting mark = mark();
        if (waiting.offer(mark) && !away) {
            await(mark.stored());
        }
    }

    private static Waiting mark() {
        return new Waiting(Optional.empty(), true, new CompletableFuture<>());
    }

    /** Returns when it is done or has failed, at most after {@code hearth.command.journal.patience}. */
    void await(CompletableFuture<Void> stored) {
        try {
            stored.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException later) {
            LOG.debugf("not waiting for the journal any more reason=%s", later);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<Void> put(JournalStore.Put put, boolean urgent) {
        Waiting entry = new Waiting(Optional.of(put), urgent, new CompletableFuture<>());
        if (!waiting.offer(entry)) {
            dropped.increment();
            if (!dropping) {
                dropping = true;
                LOG.warnf("journal entries dropped, as many wait for redis as may waiting=%d", waiting.size());
            }
            return NOT_WAITED_FOR;
        }
        return away ? NOT_WAITED_FOR : entry.stored();
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>();
        try {
            while (!closed || !waiting.isEmpty()) {
                Waiting first = waiting.poll(STOP.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    writing = true;
                    batch.add(first);
                    company.gather(batch, waiting, entry -> entry.urgent() || closed);
                    store(batch);
                    batch.clear();
                    writing = false;
                }
            }
        } catch (InterruptedException stop) {
            lose(batch);
        }
    }

    private void store(List<Waiting> batch) throws InterruptedException {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
        List<JournalStore.Put> puts =
                batch.stream().flatMap(entry -> entry.put().stream()).toList();
        while (true) {
            try {
                store.put(puts);
                batch.forEach(entry -> entry.stored().complete(null));
                away = false;
                dropping = false;
                return;
            } catch (StoreUnavailable unavailable) {
                if (backoff.failures() == 0) {
                    LOG.warnf("journal waits for redis reason=%s", unavailable.getMessage());
                }
                away = true;
                batch.forEach(entry -> entry.stored().completeExceptionally(unavailable));
                if (closed) {
                    lose(batch);
                    return;
                }
                closing.await(backoff.next().toNanos(), TimeUnit.NANOSECONDS);
            } catch (RuntimeException defect) {
                LOG.errorf(defect, "journal entries not written entries=%d", puts.size());
                dropped.increment(puts.size());
                batch.forEach(entry -> entry.stored().completeExceptionally(defect));
                return;
            }
        }
    }

    /** What Redis has not got when the service stops. */
    private void lose(List<Waiting> batch) {
        List<Waiting> lost = new ArrayList<>(batch);
        waiting.drainTo(lost);
        long entries = lost.stream().filter(one -> one.put().isPresent()).count();
        if (entries > 0) {
            dropped.increment(entries);
            LOG.warnf("journal entries lost at the stop entries=%d", entries);
        }
    }

    /** Before Redis's client is closed, which is when everything else is. */
    void flush(@Observes ShutdownEvent event) throws InterruptedException {
        waiting.offer(mark());
        long deadline = System.nanoTime() + StopDeadline.atMost(STOP).toNanos();
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
        closing.countDown();
        if (!writer.join(StopDeadline.atMost(STOP.multipliedBy(2)))) {
            writer.interrupt();
            writer.join(LAST_WORD);
        }
    }
}

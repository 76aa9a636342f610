package io.hearth.command.profile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * What core-metadata answered, by name, for a while. What is in use is asked for anew before its time is over, beside those who use it:
 * else all that was first asked for together would be forgotten together, and be waited for again and again. What is forgotten while it
 * is being asked for is not remembered: the answer may be from before the change.
 */
final class Remembered<T> {
    private static final Logger LOG = Logger.getLogger(Remembered.class);

    private final long time;
    private final Ticker clock;
    private final Executor beside;
    private final Cache<String, Known<T>> known;
    private final AtomicLong changes = new AtomicLong();
    /** One after another: commands need the processors, and core-metadata, for themselves. */
    private final Semaphore renewal = new Semaphore(1);

    /** An answer, which is itself and nothing equal to it, and when it is to be asked for anew. */
    private static final class Known<T> {
        private final T value;
        private final long due;
        private final AtomicBoolean renewed = new AtomicBoolean();

        private Known(T value, long due) {
            this.value = value;
            this.due = due;
        }
    }

    /**
     * Nothing yet.
     *
     * @param most how many are remembered; those not asked for go first
     * @param time how long each is, from when it was answered
     */
    Remembered(int most, Duration time) {
        this(most, time, Ticker.systemTicker(), Thread.ofVirtual().name("command-renewal")::start);
    }

    /** As {@link #Remembered(int, Duration)}, by another clock (ns), and with where it is asked anew. */
    Remembered(int most, Duration time, Ticker clock, Executor beside) {
        this.time = time.toNanos();
        this.clock = clock;
        this.beside = beside;
        this.known = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(time)
                .ticker(clock)
                .build();
    }

    /** What is remembered of this name, else what is answered now; failures are not remembered. */
    T of(String name, Supplier<T> ask) {
        Known<T> remembered = known.getIfPresent(name);
        if (remembered != null) {
            renewInTime(name, remembered, ask);
            return remembered.value;
        }
        long before = changes.get();
        Known<T> answer = from(ask);
        known.put(name, answer);
        if (changes.get() != before) {
            known.asMap().remove(name, answer);
        }
        return answer.value;
    }

    /** Due after a third to two thirds of its time, as chance has it: not all at once, though all were asked for at once. */
    private Known<T> from(Supplier<T> ask) {
        T value = ask.get();
        return new Known<>(
                value, clock.read() + time / 3 + ThreadLocalRandom.current().nextLong(time / 3 + 1));
    }

    /** Once: if that fails, it is forgotten in its time, and who asks then hears why. */
    private void renewInTime(String name, Known<T> remembered, Supplier<T> ask) {
        if (clock.read() - remembered.due < 0 || remembered.renewed.get() || !renewal.tryAcquire()) {
            return;
        }
        if (remembered.renewed.getAndSet(true)) {
            renewal.release();
            return;
        }
        beside.execute(() -> {
            try {
                // What was forgotten meanwhile stays so.
                known.asMap().replace(name, remembered, from(ask));
            } catch (RuntimeException failure) {
                LOG.debugf("not asked for anew name=%s reason=%s", name, failure);
            } finally {
                renewal.release();
            }
        });
    }

    void forget(String name) {
        changes.incrementAndGet();
        known.invalidate(name);
    }

    void forgetAll() {
        changes.incrementAndGet();
        known.invalidateAll();
    }
}

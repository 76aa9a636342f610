package io.hearth.command.store;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * What goes to Redis together: one round trip, and one sync of Redis' file, serves what nobody waits for and the next that somebody waits
 * for.
 *
 * @param linger how long what nobody waits for may wait for company
 * @param most   how much goes together
 */
public record Company(Duration linger, int most) {
    /** Adds to a batch that has begun whatever waits by now; if nobody waits for any of it, also what comes in a moment. */
    public <T> void gather(List<T> batch, BlockingQueue<T> waiting, Predicate<T> urgent) throws InterruptedException {
        long end = System.nanoTime() + linger.toNanos();
        while (batch.size() < most && !urgent.test(batch.getLast())) {
            T next = waiting.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return;
            }
            batch.add(next);
        }
        waiting.drainTo(batch, most - batch.size());
    }
}

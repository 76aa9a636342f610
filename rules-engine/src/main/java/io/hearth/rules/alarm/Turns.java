package io.hearth.rules.alarm;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Who changes which alarms: one at a time for each, from reading it until what it becomes is stored. All turns that a
 * change needs are taken at once, so that nobody waits while others wait for him.
 */
final class Turns {
    private final Set<AlarmKey> taken = new HashSet<>();

    /** Takes these turns; false when they were not free in time. */
    synchronized boolean take(Collection<AlarmKey> keys, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!Collections.disjoint(taken, keys)) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        taken.addAll(keys);
        return true;
    }

    synchronized void leave(Collection<AlarmKey> keys) {
        taken.removeAll(keys);
        notifyAll();
    }
}

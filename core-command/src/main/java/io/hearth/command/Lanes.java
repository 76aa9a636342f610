package io.hearth.command;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Work in lanes: within a lane one after another in the order of arrival, different lanes side by side. A lane exists only
 * while it has work, so a million names cost nothing once they are quiet.
 */
final class Lanes {
    private static final Logger LOG = Logger.getLogger(Lanes.class);

    private final int maxPerLane;
    private final int maxInAll;
    private final Semaphore underWay;
    private final ThreadFactory threads =
            Thread.ofVirtual().name("command-lane-", 0).factory();
    private final Map<String, Queue<Runnable>> lanes = new ConcurrentHashMap<>();
    private final AtomicInteger accepted = new AtomicInteger();

    /**
     * Lanes with their bounds, each at least 1.
     *
     * @param maxPerLane    work that may wait in one lane, besides what is under way there
     * @param maxInAll      work that may wait or be under way in all lanes
     * @param maxConcurrent lanes that may be at work at once
     */
    Lanes(int maxPerLane, int maxInAll, int maxConcurrent) {
        this.maxPerLane = maxPerLane;
        this.maxInAll = maxInAll;
        this.underWay = new Semaphore(maxConcurrent, true);
    }

    /** Queues the work; false when the lane, or all of them together, are full. */
    boolean submit(String lane, Runnable work) {
        if (accepted.incrementAndGet() > maxInAll) {
            accepted.decrementAndGet();
            return false;
        }
        Admission admission = new Admission();
        lanes.compute(lane, (name, queue) -> admission.into(queue, work));
        if (!admission.admitted) {
            accepted.decrementAndGet();
        } else if (admission.first) {
            threads.newThread(() -> run(lane, work)).start();
        }
        return admission.admitted;
    }

    /** How much work waits or is under way. */
    int depth() {
        return accepted.get();
    }

    /** How much work may wait or be under way. */
    int capacity() {
        return maxInAll;
    }

    private void run(String lane, Runnable first) {
        Runnable work = first;
        while (work != null) {
            underWay.acquireUninterruptibly();
            try {
                work.run();
            } catch (RuntimeException bug) {
                LOG.errorf(bug, "command failed unexpectedly device=%s", lane);
            } finally {
                underWay.release();
                accepted.decrementAndGet();
            }
            work = next(lane);
        }
    }

    private Runnable next(String lane) {
        Runnable[] next = new Runnable[1];
        lanes.computeIfPresent(lane, (name, queue) -> {
            next[0] = queue.poll();
            return next[0] == null ? null : queue;
        });
        return next[0];
    }

    /** What became of one piece of work at the door of its lane; the map's lock guards it. */
    private final class Admission {
        private boolean admitted;
        private boolean first;

        private Queue<Runnable> into(Queue<Runnable> queue, Runnable work) {
            if (queue == null) {
                admitted = true;
                first = true;
                return new ArrayDeque<>();
            }
            admitted = queue.size() < maxPerLane && queue.add(work);
            return queue;
        }
    }
}

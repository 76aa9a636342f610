package io.hearth.command.order;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Work in lanes: within a lane one after another in the order of arrival, what goes ahead before the rest; different lanes side
 * by side. A lane exists only while it has work, so a million names cost nothing once they are quiet.
 */
public final class Lanes {
    private static final Logger LOG = Logger.getLogger(Lanes.class);

    private final int maxPerLane;
    private final int maxInAll;
    private final Semaphore underWay;
    private final ThreadFactory threads =
            Thread.ofVirtual().name("command-lane-", 0).factory();
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final AtomicInteger accepted = new AtomicInteger();

    /**
     * Lanes with their bounds, each at least 1.
     *
     * @param maxPerLane    work that may wait in one lane, besides what is under way there; as much again that goes ahead
     * @param maxInAll      work that may wait or be under way in all lanes; a tenth more that goes ahead
     * @param maxConcurrent lanes that may be at work at once
     */
    public Lanes(int maxPerLane, int maxInAll, int maxConcurrent) {
        this.maxPerLane = maxPerLane;
        this.maxInAll = maxInAll;
        this.underWay = new Semaphore(maxConcurrent, true);
    }

    /** Queues the work behind all other of its lane; false when the lane, or all of them together, are full. */
    public boolean submit(String lane, Runnable work) {
        return submit(lane, false, work);
    }

    /** As {@link #submit(String, Runnable)}, before what does not go ahead. */
    public boolean submit(String lane, boolean ahead, Runnable work) {
        if (accepted.incrementAndGet() > maxInAll + (ahead ? Math.max(1, maxInAll / 10) : 0)) {
            accepted.decrementAndGet();
            return false;
        }
        Admission admission = new Admission();
        lanes.compute(lane, (name, queue) -> admission.into(queue, ahead, work));
        if (!admission.admitted) {
            accepted.decrementAndGet();
        } else if (admission.first) {
            threads.newThread(() -> run(lane, work)).start();
        }
        return admission.admitted;
    }

    /** How much work waits or is under way. */
    public int depth() {
        return accepted.get();
    }

    /** How much work may wait or be under way. */
    public int capacity() {
        return maxInAll;
    }

    private void run(String lane, Runnable first) {
        Runnable work = first;
        while (work != null) {
            underWay.acquireUninterruptibly();
            try {
                work.run();
            } catch (Throwable bug) {
                // Whatever it is, it ends this work and not the lane: its device would get no command any more.
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

        private Lane into(Lane lane, boolean ahead, Runnable work) {
            if (lane == null) {
                admitted = true;
                first = true;
                return new Lane();
            }
            Queue<Runnable> queue = ahead ? lane.ahead : lane.behind;
            admitted = queue.size() < maxPerLane && queue.add(work);
            return lane;
        }
    }

    /** What waits in one lane; the map's lock guards it. */
    private static final class Lane {
        private final Queue<Runnable> ahead = new ArrayDeque<>();
        private final Queue<Runnable> behind = new ArrayDeque<>();

        private Runnable poll() {
            Runnable next = ahead.poll();
            return next == null ? behind.poll() : next;
        }
    }
}

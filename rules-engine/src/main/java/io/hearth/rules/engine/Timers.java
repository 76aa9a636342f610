package io.hearth.rules.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.PriorityQueue;

/**
 * All that changes by itself, in the order of its time. A deadline that moves away is left where it was and is looked at
 * again when that time comes, so what every reading puts off (a stale sensor, a silent device) costs a reading nothing, and
 * there is about one entry for each that waits, however often it changes. Guarded by the evaluator's lock.
 */
final class Timers {
    private record Entry(long at, long order, Timed who) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Entry> queue = new PriorityQueue<>();
    private final Clock clock;
    private final long grace;
    private final Runnable sooner;
    private long order;

    /**
     * @param grace  how long a deadline that has passed already when it is set waits for readings that are on their way
     * @param sooner is told when the next time is sooner than it was
     */
    Timers(Clock clock, Duration grace, Runnable sooner) {
        this.clock = clock;
        this.grace = grace.toNanos();
        this.sooner = sooner;
    }

    /** Sees to it that this is woken at its deadline. */
    void arm(Timed who) {
        long deadline = who.deadline();
        if (deadline >= who.queued) {
            return;
        }
        long now = Sample.originOf(clock.instant());
        enter(who, deadline > now ? deadline : now + Math.min(grace, Math.max(who.lasts(), 0)));
    }

    private void enter(Timed who, long at) {
        if (at >= who.queued) {
            return;
        }
        boolean first = queue.isEmpty() || at < queue.peek().at();
        who.queued = at;
        queue.add(new Entry(at, order++, who));
        if (first) {
            sooner.run();
        }
    }

    /** When somebody is to be woken next; {@link Timed#NEVER} when nobody is. */
    long next() {
        return queue.isEmpty() ? Timed.NEVER : queue.peek().at();
    }

    /** How many wait. */
    int size() {
        return queue.size();
    }

    /** Is told of what has come about. */
    @FunctionalInterface
    interface Done {
        /** What happens at one time has happened: whether there is room for what happens later. */
        boolean at(long time);
    }

    /**
     * Wakes all whose time has come, in order, as long as there is room.
     *
     * @return until when all were woken
     */
    long fire(long now, Done done) {
        long latest = Long.MIN_VALUE;
        while (next() <= now) {
            Entry entry = queue.poll();
            Timed who = entry.who();
            if (who.queued == entry.at()) {
                who.queued = Timed.NEVER;
                long deadline = who.deadline();
                // One that has moved away waits on; one that was given grace has a deadline before its entry.
                if (deadline <= entry.at()) {
                    who.due(deadline, now);
                    latest = Math.max(latest, deadline);
                }
                again(who);
            }
            // What happens at one time happens together.
            if (next() > entry.at() && latest != Long.MIN_VALUE) {
                if (!done.at(latest)) {
                    return entry.at();
                }
                latest = Long.MIN_VALUE;
            }
        }
        return now;
    }

    /** Not with grace: nothing is on its way that was not before. */
    private void again(Timed who) {
        if (who.deadline() != Timed.NEVER) {
            enter(who, who.deadline());
        }
    }
}

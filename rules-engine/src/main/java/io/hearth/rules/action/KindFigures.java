package io.hearth.rules.action;

import java.util.Collection;
import java.util.concurrent.atomic.LongAdder;

/** Counts what became of the actions of one kind. */
final class KindFigures {
    private final LongAdder done = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private final LongAdder superseded = new LongAdder();
    private final LongAdder retried = new LongAdder();

    /** The sums of several. */
    static KindFigures sumOf(Collection<KindFigures> kinds) {
        KindFigures sum = new KindFigures();
        for (KindFigures kind : kinds) {
            sum.done.add(kind.doneCount());
            sum.failed.add(kind.failedCount());
            sum.expired.add(kind.expiredCount());
            sum.superseded.add(kind.supersededCount());
            sum.retried.add(kind.retriedCount());
        }
        return sum;
    }

    void done() {
        done.increment();
    }

    void failed() {
        failed.increment();
    }

    /** One of those that failed did because it was not worth doing any more. */
    void expired() {
        expired.increment();
    }

    void superseded(int actions) {
        superseded.add(actions);
    }

    void retried() {
        retried.increment();
    }

    long doneCount() {
        return done.sum();
    }

    long failedCount() {
        return failed.sum();
    }

    long expiredCount() {
        return expired.sum();
    }

    long supersededCount() {
        return superseded.sum();
    }

    long retriedCount() {
        return retried.sum();
    }
}

package io.hearth.rules.action;

import java.util.Collection;
import java.util.concurrent.atomic.LongAdder;

/** Counts what became of the actions of one kind. */
final class KindFigures {
    private final LongAdder done = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder superseded = new LongAdder();
    private final LongAdder retried = new LongAdder();

    /** The sums of several. */
    static KindFigures sumOf(Collection<KindFigures> kinds) {
        KindFigures sum = new KindFigures();
        for (KindFigures kind : kinds) {
            sum.done.add(kind.doneCount());
            sum.failed.add(kind.failedCount());
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

    long supersededCount() {
        return superseded.sum();
    }

    long retriedCount() {
        return retried.sum();
    }
}

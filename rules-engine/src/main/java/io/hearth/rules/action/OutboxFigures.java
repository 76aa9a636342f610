package io.hearth.rules.action;

import java.util.concurrent.atomic.LongAdder;

/** Counts what became of actions. */
final class OutboxFigures {
    private final LongAdder done = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder superseded = new LongAdder();
    private final LongAdder retried = new LongAdder();

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

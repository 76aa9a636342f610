package io.hearth.rules.engine;

import io.hearth.rules.rule.Schedule;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** The clock is within a time of the week. */
final class WithinNode extends Node {
    private final Schedule schedule;
    private long edge;
    private boolean within;

    /** @param now when it looks at the clock first, in ns */
    WithinNode(Schedule schedule, long now) {
        this.schedule = schedule;
        this.edge = now;
    }

    @Override
    Truth look(long at, boolean anew) {
        if (at >= edge) {
            Instant time = Sample.timeOf(at);
            within = schedule.contains(time);
            edge = schedule.days().isEmpty() ? Timed.NEVER : Sample.originOf(schedule.nextEdge(time));
        }
        return Truth.of(within);
    }

    @Override
    long deadline() {
        return edge;
    }

    @Override
    void attach() {}

    @Override
    void detach() {}

    @Override
    void signals(Consumer<Signal> each) {}

    @Override
    void remember(List<String> words) {}

    @Override
    void recall(Iterator<String> words) {}
}

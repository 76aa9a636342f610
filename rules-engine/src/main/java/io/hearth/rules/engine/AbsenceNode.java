package io.hearth.rules.engine;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** A device, or one of its resources, has been silent for a while: by its last report, whatever that said. */
final class AbsenceNode extends Node {
    private final Watch watch;
    private final Signal signal;
    private final long after;
    private long watchedSince;
    private long notBefore = Long.MIN_VALUE;
    private boolean absent;

    /** @param watchedSince counts for one that has never reported, in ns */
    AbsenceNode(Watch watch, Signal signal, Duration after, long watchedSince) {
        this.watch = watch;
        this.signal = signal;
        this.after = after.toNanos();
        this.watchedSince = watchedSince;
    }

    private long absentFrom() {
        return Math.max((signal.hasReported() ? signal.lastOrigin() : watchedSince) + after, notBefore);
    }

    @Override
    Truth look(long at, boolean anew) {
        absent = at >= absentFrom();
        return Truth.of(absent);
    }

    @Override
    long deadline() {
        return absent ? Timed.NEVER : absentFrom();
    }

    @Override
    void attach() {
        signal.listen(watch);
    }

    @Override
    void detach() {
        signal.unlisten(watch);
    }

    @Override
    void signals(Consumer<Signal> each) {
        each.accept(signal);
    }

    @Override
    void remember(List<String> words) {
        words.add(Long.toString(watchedSince) + (absent ? "!" : ""));
    }

    @Override
    void recall(Iterator<String> words) {
        String word = words.hasNext() ? words.next() : "";
        try {
            watchedSince = Long.parseLong(word.endsWith("!") ? word.substring(0, word.length() - 1) : word);
            absent = word.endsWith("!");
        } catch (NumberFormatException notOurs) {
            // As if nothing had been stored.
        }
    }

    @Override
    void anew(long at) {
        if (!absent) {
            notBefore = at + after;
        }
    }

    @Override
    void resume(long at, long grace) {
        if (!absent) {
            notBefore = at + Math.min(grace, after);
        }
    }

    @Override
    long lasts() {
        return after;
    }
}

package io.hearth.device.command;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Makes the same command id act once within a window, and be answered the same. In memory: after a restart a command that was
 * under way acts again, which "at least once" allows. A refusal that may pass is not remembered, so that asking again helps.
 */
final class CommandMemory {
    private record Entry(CompletableFuture<CommandOutcome> outcome, long since) {}

    private final long windowNanos;
    private final int most;
    private final LongSupplier nanoTime;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * A memory.
     *
     * @param window   how long an outcome is remembered
     * @param most     how many are; beyond it the oldest is forgotten
     * @param nanoTime the clock
     */
    CommandMemory(Duration window, int most, LongSupplier nanoTime) {
        this.windowNanos = window.toNanos();
        this.most = most;
        this.nanoTime = nanoTime;
    }

    /** The outcome of this id: a remembered one, that of the one under way, or that of acting now. */
    CommandOutcome once(String id, Supplier<CommandOutcome> act) {
        CompletableFuture<CommandOutcome> mine = new CompletableFuture<>();
        Entry known;
        synchronized (entries) {
            forgetOld();
            known = entries.putIfAbsent(id, new Entry(mine, nanoTime.getAsLong()));
        }
        if (known != null) {
            return known.outcome().join();
        }
        try {
            CommandOutcome outcome = act.get();
            if (outcome instanceof CommandOutcome.Refused refused && refused.passing()) {
                forget(id);
            }
            mine.complete(outcome);
            return outcome;
        } catch (RuntimeException | Error bug) {
            forget(id);
            mine.completeExceptionally(bug);
            throw bug;
        }
    }

    private void forget(String id) {
        synchronized (entries) {
            entries.remove(id);
        }
    }

    private void forgetOld() {
        long now = nanoTime.getAsLong();
        Iterator<Entry> oldestFirst = entries.values().iterator();
        while (oldestFirst.hasNext()) {
            Entry entry = oldestFirst.next();
            boolean expired = now - entry.since() > windowNanos;
            if (!expired && entries.size() < most) {
                return;
            }
            // One under way is never forgotten, lest it act twice.
            if (entry.outcome().isDone()) {
                oldestFirst.remove();
            }
        }
    }
}

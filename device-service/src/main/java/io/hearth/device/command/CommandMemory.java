package io.hearth.device.command;

import io.hearth.contracts.rest.ErrorKind;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Makes the same command id act once within a window, and be answered the same. In memory: after a restart a command that was
 * under way acts again, which "at least once" allows. A refusal that may pass is not remembered, so that asking again helps; but
 * what had gone out by then is, and does not go out again.
 */
final class CommandMemory {
    /**
     * What is known of an id.
     *
     * @param outcome of the last attempt; after a refusal that may pass there may be another one
     * @param sending what has gone out
     * @param since   when the last attempt began
     */
    private record Entry(CompletableFuture<CommandOutcome> outcome, Sending sending, long since) {
        private boolean isToBeTriedAgain() {
            return outcome.isDone()
                    && !outcome.isCompletedExceptionally()
                    && outcome.join() instanceof CommandOutcome.Refused refused
                    && refused.passing();
        }

        /** One under way is not forgotten, nor one that its device may yet get, lest it act twice. */
        private boolean isNeeded() {
            return !outcome.isDone() || sending.isOpen();
        }
    }

    private final long windowNanos;
    private final int most;
    private final LongSupplier nanoTime;
    private final Runnable turnedAway;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * A memory.
     *
     * @param window     how long an outcome is remembered
     * @param most       how many are; beyond it the oldest is forgotten
     * @param nanoTime   the clock
     * @param turnedAway told of each id that is refused because none of those may be forgotten
     */
    CommandMemory(Duration window, int most, LongSupplier nanoTime, Runnable turnedAway) {
        this.windowNanos = window.toNanos();
        this.most = most;
        this.nanoTime = nanoTime;
        this.turnedAway = turnedAway;
    }

    /**
     * The outcome of this id: a remembered one, that of the one under way, or that of acting now.
     *
     * @param act gets what earlier attempts have sent
     */
    CommandOutcome once(String id, Function<Sending, CommandOutcome> act) {
        CompletableFuture<CommandOutcome> mine = new CompletableFuture<>();
        Entry entry;
        synchronized (entries) {
            forgetOld();
            if (entries.size() >= most && !entries.containsKey(id)) {
                turnedAway.run();
                return new CommandOutcome.Refused(
                        ErrorKind.SERVICE_UNAVAILABLE,
                        "nothing was sent: " + most
                                + " commands are under way, or may yet reach their devices, already");
            }
            Entry known = entries.get(id);
            if (known == null || known.isToBeTriedAgain()) {
                // Behind all others: it is the youngest now.
                entries.remove(id);
                Sending sending = known == null ? new Sending() : known.sending();
                entry = new Entry(mine, sending, nanoTime.getAsLong());
                entries.put(id, entry);
            } else {
                entry = known;
            }
        }
        return entry.outcome() == mine ? acted(id, entry, act) : entry.outcome().join();
    }

    private CommandOutcome acted(String id, Entry entry, Function<Sending, CommandOutcome> act) {
        try {
            CommandOutcome outcome = act.apply(entry.sending());
            if (!(outcome instanceof CommandOutcome.Refused refused && refused.passing())) {
                entry.sending().close();
            } else if (refused.ofDevice() || !entry.sending().isOut()) {
                // A device that failed is told anew.
                forget(id);
            }
            entry.outcome().complete(outcome);
            return outcome;
        } catch (RuntimeException | Error bug) {
            forget(id);
            entry.outcome().completeExceptionally(bug);
            throw bug;
        }
    }

    private void forget(String id) {
        synchronized (entries) {
            entries.remove(id).sending().close();
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
            if (!entry.isNeeded()) {
                oldestFirst.remove();
                entry.sending().close();
            }
        }
    }

    /** How many were refused for now, and may yet reach their devices. */
    int open() {
        synchronized (entries) {
            return (int) entries.values().stream()
                    .filter(entry -> entry.isToBeTriedAgain() && entry.sending().isOpen())
                    .count();
        }
    }
}

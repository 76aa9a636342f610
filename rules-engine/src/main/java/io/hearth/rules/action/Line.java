package io.hearth.rules.action;

import io.hearth.runtime.bus.Backoff;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.function.Predicate;

/** The actions that wait for one device, in order; the first one may be under way. Guarded by the outbox's lock. */
final class Line {
    private final String device;
    private final Condition changed;
    private final Backoff backoff;
    private final Deque<Intent> waiting = new ArrayDeque<>();
    private Optional<Intent> tried = Optional.empty();
    private boolean underWay;
    private boolean abandoned;
    private boolean troubled;

    Line(String device, Condition changed, Backoff backoff) {
        this.device = device;
        this.changed = changed;
        this.backoff = backoff;
    }

    String device() {
        return device;
    }

    int size() {
        return waiting.size();
    }

    Collection<Intent> waiting() {
        return Collections.unmodifiableCollection(waiting);
    }

    /** Signalled when what waits is no longer the same. */
    Condition changed() {
        return changed;
    }

    /** Adds one; answers the older ones that it makes pointless. */
    List<Intent> add(Intent intent) {
        List<Intent> pointless = withdraw(intent::supersedes);
        waiting.addLast(intent);
        return pointless;
    }

    /** Takes out what need not be done any more. One under way cannot be called back, but will not be tried again. */
    List<Intent> withdraw(Predicate<Intent> which) {
        List<Intent> taken = new ArrayList<>();
        for (Iterator<Intent> each = waiting.iterator(); each.hasNext(); ) {
            Intent intent = each.next();
            if (which.test(intent)) {
                if (underWay && tried.filter(intent::equals).isPresent()) {
                    abandoned = true;
                } else {
                    each.remove();
                    taken.add(intent);
                }
            }
        }
        changed.signalAll();
        return taken;
    }

    /** The oldest one that is not under way, taken out to make room. */
    Optional<Intent> evictOldest() {
        return waiting.stream()
                .filter(intent -> !underWay || tried.filter(intent::equals).isEmpty())
                .findFirst()
                .map(oldest -> {
                    waiting.remove(oldest);
                    changed.signalAll();
                    return oldest;
                });
    }

    /** The one to try now. Its failures are counted from none unless it is the one that was tried last. */
    Optional<Intent> begin() {
        Optional<Intent> next = Optional.ofNullable(waiting.peekFirst());
        if (!next.equals(tried)) {
            backoff.reset();
        }
        tried = next;
        underWay = next.isPresent();
        abandoned = false;
        return next;
    }

    /** The attempt is over and the action is neither to be tried again nor waiting any more. */
    void finish(Intent intent) {
        underWay = false;
        waiting.remove(intent);
    }

    /** The attempt failed and the action stays where it is; answers how long to wait, in ns. */
    long fail() {
        underWay = false;
        return backoff.next().toNanos();
    }

    /** Whether the one under way was superseded or withdrawn meanwhile. */
    boolean isAbandoned() {
        return abandoned;
    }

    /** How often the one tried last has failed. */
    int failures() {
        return backoff.failures();
    }

    /** Notes whether the device obeys; answers whether that is news, so that an incident is logged once. */
    boolean noteTrouble(boolean now) {
        boolean news = troubled != now;
        troubled = now;
        return news;
    }
}

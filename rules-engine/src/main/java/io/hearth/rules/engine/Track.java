package io.hearth.rules.engine;

import io.hearth.rules.limit.LimitIndex;
import io.hearth.rules.limit.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One measured quantity with all who watch it, and where its value lies among their limits. A limit that has not seen a value
 * in this process yet (a new one, or any after a start) is not among them: the next value is held against it and its memory,
 * instead of firing what it passes on its way from nowhere. Only then it joins the others.
 *
 * <p>Whoever depends on the value is told before it changes, so that he can settle what was due with the old one.
 */
class Track {
    private LimitIndex<EdgeNode> index = LimitIndex.empty();
    private Quantity value = Quantity.NOT_A_NUMBER;
    private boolean blank;
    private Set<EdgeNode> fresh = Set.of();
    private List<Watch> listeners = List.of();

    /** The value as it is now, for a track whose last one is known from before a start. */
    final void begin(Quantity last) {
        value = last;
        blank = last.isNaN();
    }

    /** The present value; not a number when there is none. */
    final Quantity value() {
        return value;
    }

    /** Whether a value was seen, and the last one was no number. */
    final boolean isBlank() {
        return blank;
    }

    final void add(EdgeNode node) {
        if (fresh.isEmpty()) {
            fresh = new LinkedHashSet<>(2);
        }
        fresh.add(node);
    }

    final void remove(EdgeNode node) {
        if (fresh.isEmpty() || !fresh.remove(node)) {
            index = index.without(node.asSeen());
        }
    }

    final void listen(Watch watch) {
        if (listeners.isEmpty()) {
            listeners = new ArrayList<>(2);
        }
        listeners.add(watch);
    }

    final void unlisten(Watch watch) {
        listeners.remove(watch);
    }

    final boolean isUnwatched() {
        return index.size() == 0 && fresh.isEmpty() && listeners.isEmpty();
    }

    /** Takes the next value, and tells whom it concerns. */
    final void take(Quantity next, long time) {
        listeners.forEach(watch -> watch.touch(time));
        value = next;
        boolean wasBlank = blank;
        if (next.isNaN() != wasBlank) {
            index.forEach(node -> node.touch(time));
            fresh.forEach(node -> node.touch(time));
        }
        blank = next.isNaN();
        if (blank) {
            return;
        }
        index = index.move(next, (node, zone) -> {
            node.touch(time);
            node.see(zone);
        });
        if (!fresh.isEmpty()) {
            welcome(time);
        }
    }

    private void welcome(long time) {
        List<LimitIndex.Entry<EdgeNode>> entries = new ArrayList<>(fresh.size());
        for (EdgeNode node : fresh) {
            node.touch(time);
            node.see(node.limit().zone(value));
            entries.add(node.asSeen());
        }
        index = index.with(entries);
        fresh = Set.of();
    }
}

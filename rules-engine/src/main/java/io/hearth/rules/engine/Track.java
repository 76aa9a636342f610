package io.hearth.rules.engine;

import io.hearth.rules.limit.LimitIndex;
import io.hearth.rules.limit.LimitIndex.Position;
import io.hearth.rules.limit.Quantity;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One signal with all rules on it, and where its value lies among their limits. The position says nothing about a rule that
 * has not seen a value in this process yet (a new one, or any after a start): the next value is held against such a rule's
 * limit and stored state, instead of firing what it passes on its way from nowhere. Only then the rule joins the others.
 */
final class Track {
    private LimitIndex<Watch> index = LimitIndex.empty();
    private Position position = new Position(0, 0);
    private Quantity at = Quantity.NOT_A_NUMBER;
    private Optional<Sample> last;
    private final Set<Watch> fresh = new LinkedHashSet<>();

    Track(Optional<Sample> last) {
        this.last = last;
    }

    void add(Watch watch) {
        fresh.add(watch);
    }

    void remove(Watch watch) {
        if (!fresh.remove(watch)) {
            index = index.without(watch.limit(), watch);
            relocate();
        }
    }

    private void relocate() {
        if (!at.isNaN()) {
            position = index.locate(at);
        }
    }

    boolean isEmpty() {
        return index.size() == 0 && fresh.isEmpty();
    }

    Optional<Sample> last() {
        return last;
    }

    /** Takes a value that is newer than the last one and tells which rules see it in which zone. */
    void advance(Sample sample, LimitIndex.Crossing<Watch> crossing) {
        last = Optional.of(sample);
        Quantity value = sample.value();
        if (value.isNaN()) {
            return;
        }
        position = at.isNaN() ? index.locate(value) : index.move(position, value, crossing);
        at = value;
        if (!fresh.isEmpty()) {
            welcome(crossing);
        }
    }

    private void welcome(LimitIndex.Crossing<Watch> crossing) {
        fresh.forEach(watch -> crossing.crossed(watch, watch.limit().zone(at)));
        index = index.with(fresh.stream()
                .map(watch -> new LimitIndex.Entry<>(watch.limit(), watch))
                .toList());
        fresh.clear();
        relocate();
    }
}

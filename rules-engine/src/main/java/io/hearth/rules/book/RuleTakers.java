package io.hearth.rules.book;

import io.hearth.rules.engine.RuleTaker;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.store.TurnOver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Those who evaluate the rules of one book, each for its share of the devices; they come and go. */
final class RuleTakers {
    private final List<RuleTaker> all = new CopyOnWriteArrayList<>();

    void add(RuleTaker one) {
        all.add(one);
    }

    void remove(RuleTaker one) {
        all.remove(one);
    }

    /** Whether there is anybody. */
    boolean areThere() {
        return !all.isEmpty();
    }

    /** A rule is new, or another one now. */
    void put(KnownRule rule) {
        each(one -> one.put(rule));
    }

    /** A rule is no more. */
    void remove(KnownRule rule) {
        each(one -> one.remove(rule));
    }

    private void each(Consumer<RuleTaker> told) {
        all.forEach(one -> {
            try {
                told.accept(one);
            } catch (TurnOver another) {
                // Another replica looks after its share now, and has the rules from the store.
                all.remove(one);
            }
        });
    }
}

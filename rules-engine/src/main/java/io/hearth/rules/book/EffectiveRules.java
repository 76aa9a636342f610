package io.hearth.rules.book;

import io.hearth.rules.engine.RuleTaker;
import io.hearth.rules.rule.KnownRule;
import java.util.Optional;

/** The rules that are in effect here: known to readers, and given to those who evaluate them. One thread changes them. */
final class EffectiveRules {
    private final Shelf shelf = new Shelf();
    private final RuleTakers takers = new RuleTakers();

    /** What readers see. */
    Shelf shelf() {
        return shelf;
    }

    /** Gives one who evaluates the rules as they are now, and from then on what becomes of them. */
    void open(RuleTaker reader) {
        reader.load(shelf.all().toList());
        takers.add(reader);
    }

    /** One no longer evaluates. */
    void close(RuleTaker reader) {
        takers.remove(reader);
    }

    /** Whether anybody evaluates them. */
    boolean areEvaluated() {
        return takers.areThere();
    }

    /** What there is under a name from now on, if there is anything. */
    void become(String name, Optional<KnownRule> after) {
        shelf.byName(name)
                .filter(before -> !after.map(KnownRule::id).equals(Optional.of(before.id())))
                .ifPresent(this::leave);
        after.ifPresent(this::enter);
    }

    /** A rule is new, or another one now. */
    void enter(KnownRule rule) {
        shelf.put(rule);
        takers.put(rule);
    }

    private void leave(KnownRule rule) {
        shelf.remove(rule);
        takers.remove(rule);
    }
}

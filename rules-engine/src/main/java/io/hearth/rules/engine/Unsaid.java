package io.hearth.rules.engine;

import io.hearth.rules.action.Deed;
import io.hearth.rules.action.Intent;
import io.hearth.rules.engine.Transition.HeldBack;
import io.hearth.rules.rule.Firing;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * What rules have decided and may not say, by rule and device: it makes no actions, and makes the commands pointless all the same
 * that were decided before it. Else a boiler that waits for its turn would heat though its rule has changed its mind.
 */
final class Unsaid implements Predicate<Intent> {
    private final Map<Place, Long> newest = new HashMap<>();

    private record Place(UUID rule, String subject) {}

    /** What of these is held back by others than the rule's own pace, which only puts off what comes next. */
    static Unsaid of(Collection<Transition> transitions) {
        Unsaid unsaid = new Unsaid();
        transitions.stream()
                .filter(Unsaid::isHeldBack)
                .forEach(transition -> unsaid.newest.merge(
                        new Place(transition.rule().id(), transition.subject()),
                        Sample.originOf(transition.at()),
                        Math::max));
        return unsaid;
    }

    private static boolean isHeldBack(Transition transition) {
        Optional<Firing.Kind> kind = transition.kind();
        return switch (transition.heldBack().orElse(HeldBack.NOTHING_DONE)) {
            // To say once more what was said before changes no mind.
            case SILENCED -> kind.filter(what -> what != Firing.Kind.REPEATED).isPresent();
            // A `then` that waits for its turn may never be done, and then nothing else is: `otherwise` of before is
            // still meant.
            case LOOP -> kind.equals(Optional.of(Firing.Kind.CLEARED));
            case COOL_DOWN, LIMITED, NOTHING_DONE -> false;
        };
    }

    boolean isEmpty() {
        return newest.isEmpty();
    }

    /** Whether this command is pointless by it. */
    @Override
    public boolean test(Intent older) {
        Long at = older.deed() instanceof Deed.Command ? newest.get(new Place(older.ruleId(), older.source())) : null;
        return at != null && at > older.origin();
    }
}

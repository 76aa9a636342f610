package io.hearth.rules.engine;

import io.hearth.rules.rule.KnownRule;
import io.vertx.mutiny.redis.client.Request;
import java.util.Collection;
import java.util.List;

/** Takes part in what the engine decides: keeps something of its own about it, in the same transaction. */
public interface Participant {
    /** What to store with these changes of state, all or nothing with them. Asked again with the same when it failed. */
    List<Request> toStore(List<Transition> transitions);

    /** The same changes are stored. */
    void stored(List<Transition> transitions);

    /** Readings came, of any signal, and are evaluated next. Must not block. */
    default void seen(List<Sample> samples) {}

    /** Whether it must see the readings of a device that is looked after elsewhere. Costs next to nothing. */
    default boolean hears(String device) {
        return false;
    }

    /**
     * The rules that are evaluated from now on; before the first reading is.
     *
     * @throws io.hearth.runtime.redis.StoreUnavailable when it cannot load what it keeps; it is asked again
     */
    default void loaded(Collection<KnownRule> enabled) {}

    /** A rule is new, changed, or switched on or off. */
    default void put(KnownRule rule) {}

    /** A rule is no more. */
    default void removed(KnownRule rule) {}

    /** A device is no longer one that the rule is about. */
    default void gone(KnownRule rule, String subject) {}

    /** What this rule has decided for a device is stored, and it was deleted, switched off or changed meanwhile. */
    default void orphaned(KnownRule rule, String subject) {}
}

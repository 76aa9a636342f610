package io.hearth.rules.document;

import io.hearth.rules.rule.Selector;
import io.hearth.rules.rule.Shared;
import io.hearth.rules.rule.SignalRef;
import java.util.Optional;

/**
 * Which devices a condition is about, inside of a rule.
 *
 * @param subject those that the rule is about
 * @param near    those that the condition names, or the one around it
 */
record Scope(Selector subject, Selector near) {
    Scope in(Optional<Selector> own) {
        return own.map(named -> new Scope(subject, named)).orElse(this);
    }

    /** The device of a condition as the rule has it: empty for that of the subject. */
    Optional<String> device() {
        return near.equals(subject) || !(near instanceof Selector.Device(String name))
                ? Optional.empty()
                : Shared.of(Optional.of(name));
    }

    SignalRef signal(String resource) {
        return new SignalRef(device(), resource);
    }
}

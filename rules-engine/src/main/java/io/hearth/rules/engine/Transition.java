package io.hearth.rules.engine;

import io.hearth.rules.rule.Firing;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.SignalKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A change of a rule's state for one device, or a firing that is due without one: a repetition, or one that was held back.
 * Then both states have the same label.
 *
 * @param rule     whose
 * @param subject  the device that the rule's selector stands for
 * @param from     what it was
 * @param to       what it is now
 * @param at       when, by the clock of the readings: the origin of the reading that made it so, or the deadline of the timer
 *                 that did. Later than that of the transition before it, always
 * @param cause    the reading that made it so; empty when it was a timer
 * @param value    the newest value of what the rule watches first, as it came; empty when there is none
 * @param readings the newest values of all that the rule watches, as they came
 * @param kind     what this would have the rule do; empty for nothing
 * @param heldBack why the rule does not do it all the same; empty when it does
 */
public record Transition(
        KnownRule rule,
        String subject,
        RuleState from,
        RuleState to,
        Instant at,
        Optional<Sample> cause,
        String value,
        Map<SignalKey, String> readings,
        Optional<Firing.Kind> kind,
        Optional<HeldBack> heldBack) {
    /**
     * Why a firing does not act. What is held back is made up for as soon as it may act again, if the rule still stands as it did
     * then: {@code then} while it is active, {@code otherwise} while it is not; of both only the newest decision, once.
     */
    public enum HeldBack {
        /** Its actions have succeeded not long ago (coolDown). */
        COOL_DOWN,
        /** It has fired too often within a minute. */
        LIMITED,
        /** It is no longer active, and the firing when it became so was held back itself. */
        NOTHING_DONE,
        /** A silence holds for the rule and the device. What is held back is made up for when it ends. */
        SILENCED,
        /** Its own actions make it fire. */
        LOOP
    }

    /** One after which these are the newest samples of what the rule watches, those named first in front. */
    static Transition of(
            KnownRule rule,
            String subject,
            RuleState from,
            RuleState to,
            Instant at,
            Optional<Sample> cause,
            List<Sample> last,
            Optional<Firing.Kind> kind,
            Optional<HeldBack> heldBack) {
        Map<SignalKey, String> readings = new LinkedHashMap<>();
        last.forEach(sample -> readings.put(sample.signal(), sample.text()));
        String value = readings.isEmpty() ? "" : readings.values().iterator().next();
        return new Transition(rule, subject, from, to, at, cause, value, readings, kind, heldBack);
    }

    /** One for a device that its rule is about no more: what was held back is decided now, and no state changes. */
    static Transition afterwards(KnownRule rule, Firing heldBack, Instant now) {
        // Two decisions must not have the same name.
        Instant at = now.isAfter(heldBack.at()) ? now : heldBack.at().plusNanos(1);
        RuleState over = new RuleState.Normal(at);
        return of(
                rule,
                heldBack.subject(),
                over,
                over,
                at,
                Optional.empty(),
                List.of(),
                Optional.of(heldBack.kind()),
                Optional.empty());
    }

    /** The firing for the actions; empty when there is nothing to do. */
    public Optional<Firing> firing() {
        return kind.filter(any -> heldBack.isEmpty())
                .map(why -> new Firing(rule, subject, why, at, cause.map(Sample::signal), value, readings));
    }

    /** Whether something is done: a rule may have nothing to do, and only be in a state. */
    public boolean acts() {
        return kind.isPresent()
                && heldBack.isEmpty()
                && !rule.rule().actions(kind.get()).isEmpty();
    }

    /** The same, not to be done. */
    Transition heldBackBy(HeldBack reason) {
        return new Transition(rule, subject, from, to, at, cause, value, readings, kind, Optional.of(reason));
    }

    /** Whether the state is another one, and not the same one with a firing. */
    public boolean changesState() {
        return !from.label().equals(to.label());
    }
}

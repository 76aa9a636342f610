package io.hearth.rules.why;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearth.contracts.codec.Json;
import io.hearth.rules.engine.Transition;
import java.time.Instant;
import java.util.Locale;

/**
 * One thing that became of a rule for a device. Stored and shown as it is here; times are ISO 8601.
 *
 * @param at       when, by the clock of the readings; that of this machine for the outcome of an action
 * @param from     the state before; absent when it did not change
 * @param to       the state since
 * @param value    what the rule watches first, as it came
 * @param because  why, in words
 * @param until    when the state changes by itself; absent for never
 * @param decided  what the rule wanted done: raised, repeated or cleared; absent for nothing
 * @param heldBack why it was not done; absent when it was, or there was nothing to do
 * @param actions  how many actions that were; absent when nothing was decided
 * @param action   for the outcome of an action: which one
 * @param outcome  done, failed or unconfirmed; absent for anything else
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WhyEntry(
        String at,
        String from,
        String to,
        String value,
        String because,
        String until,
        String decided,
        String heldBack,
        Integer actions,
        String action,
        String outcome) {
    private static final int LONGEST = 500;

    static WhyEntry of(Transition transition) {
        boolean decided = transition.kind().isPresent();
        return new WhyEntry(
                transition.at().toString(),
                transition.changesState() ? transition.from().label() : null,
                transition.to().label(),
                transition.value().isEmpty() ? null : cut(transition.value()),
                cut(Wording.because(transition)),
                transition.to().deadline().map(Instant::toString).orElse(null),
                transition.kind().map(WhyEntry::lower).orElse(null),
                transition.heldBack().map(Wording::heldBack).orElse(null),
                decided ? actions(transition) : null,
                null,
                null);
    }

    private static int actions(Transition transition) {
        return transition.firing().map(firing -> firing.actions().size()).orElse(0);
    }

    /** What became of an action. */
    static WhyEntry outcome(String at, String action, String outcome, String reason) {
        return new WhyEntry(
                at, null, null, null, reason.isEmpty() ? null : cut(reason), null, null, null, null, action, outcome);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    byte[] json() {
        return Json.bytes(this);
    }
}

package io.hearth.rules.silence;

import io.hearth.rules.book.RuleBook;
import io.hearth.rules.device.Knowledge;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a silence names and is not there now: it holds all the same, since it may come later, but a slip silences nothing. */
public final class SilenceCheck {
    private final RuleBook book;
    private final Knowledge knowledge;

    /** With the rules there are, and what is known of devices. */
    public SilenceCheck(RuleBook book, Knowledge knowledge) {
        this.book = book;
        this.knowledge = knowledge;
    }

    /** A warning for each name that nobody knows; of what was not read yet nothing is said. */
    List<String> warnings(Scope scope) {
        List<String> warnings = new ArrayList<>();
        if (book.isLoaded()) {
            warn(warnings, "rule", scope.rule(), name -> book.byName(name).isPresent(), "there is no such rule now");
            warn(
                    warnings,
                    "label",
                    scope.label(),
                    label -> book.labelled(List.of(label)).findAny().isPresent(),
                    "no rule has it now");
        }
        if (knowledge.isComplete()) {
            warn(
                    warnings,
                    "device",
                    scope.device(),
                    name -> knowledge.device(name).isPresent(),
                    "there is no such device now");
            warn(
                    warnings,
                    "profile",
                    scope.profile(),
                    name -> knowledge.profile(name).isPresent(),
                    "there is no such profile now");
        }
        return warnings;
    }

    private static void warn(
            List<String> warnings, String field, Optional<String> name, Predicate<String> isKnown, String rest) {
        name.filter(isKnown.negate())
                .ifPresent(unknown -> warnings.add("field " + field + " is \"" + unknown + "\", and " + rest));
    }
}

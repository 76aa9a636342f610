package io.hearth.rules.check;

import io.hearth.rules.document.InvalidRule;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is wrong with a rule.
 *
 * @param errors   for which it is not saved: it could never do what it says
 * @param warnings with which it is saved: it names what is not there, or not yet
 */
public record Findings(List<Finding> errors, List<Finding> warnings) {
    /** Nothing is wrong. */
    public static final Findings NONE = new Findings(List.of(), List.of());

    /** Keeps copies. */
    public Findings {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    static Findings errors(List<Finding> errors) {
        return new Findings(errors, List.of());
    }

    Findings and(Findings more) {
        return new Findings(
                Stream.concat(errors.stream(), more.errors.stream()).distinct().toList(),
                Stream.concat(warnings.stream(), more.warnings.stream())
                        .distinct()
                        .toList());
    }

    /** @throws InvalidRule when there are errors, with all of them */
    public Findings orThrow() {
        if (!errors.isEmpty()) {
            throw new InvalidRule(errors.stream().map(Finding::message).collect(Collectors.joining("; ")));
        }
        return this;
    }
}

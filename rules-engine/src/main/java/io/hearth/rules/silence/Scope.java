package io.hearth.rules.silence;

import io.hearth.rules.device.Subjects;
import io.hearth.rules.rule.Selector;
import java.util.List;
import java.util.Optional;

/**
 * Which rules and devices a silence is about: all that is said must fit, and something must be said.
 *
 * @param rule    a rule's name
 * @param label   a label of the rule
 * @param device  a device's name
 * @param profile a profile, for all devices that have it
 */
public record Scope(Optional<String> rule, Optional<String> label, Optional<String> device, Optional<String> profile) {
    boolean fits(String name, List<String> labels, String subject, Subjects subjects) {
        return rule.map(name::equals).orElse(true)
                && label.map(labels::contains).orElse(true)
                && device.map(subject::equals).orElse(true)
                && profile.map(wanted -> subjects.includes(new Selector.Profile(wanted), subject))
                        .orElse(true);
    }

    boolean isEmpty() {
        return rule.isEmpty() && label.isEmpty() && device.isEmpty() && profile.isEmpty();
    }
}

package io.hearth.rules.alarm;

import io.hearth.rules.rule.KnownRule;
import java.util.List;
import java.util.UUID;

/**
 * Whose alarm it is, as it was when the alarm was raised.
 *
 * @param ruleId the rule
 * @param rule   the rule's name
 * @param watch  {@link KnownRule#watch()}: a rule that began afresh has no alarm any more
 * @param labels the rule's labels
 * @param device the device that the rule's selector stands for
 */
public record Source(UUID ruleId, String rule, String watch, List<String> labels, String device) {
    /** Keeps a copy of the labels. */
    public Source {
        labels = List.copyOf(labels);
    }

    static Source of(KnownRule rule, String device) {
        return new Source(
                rule.id(), rule.rule().name(), rule.watch(), rule.rule().labels(), device);
    }
}

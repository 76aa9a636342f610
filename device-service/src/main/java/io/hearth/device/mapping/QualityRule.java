package io.hearth.device.mapping;

import java.util.Set;

/**
 * Whether a value is any good.
 *
 * @param place where the device says so
 * @param good  the words for good, in lower case
 * @param bad   what becomes of the others
 */
public record QualityRule(ValuePlace place, Set<String> good, Unsaid bad) {
    public QualityRule {
        good = Set.copyOf(good);
    }
}

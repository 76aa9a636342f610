package io.hearth.rules.stream;

import io.hearth.rules.caller.Body;
import io.hearth.rules.rule.Severity;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a client wants to be told of. Each is a set of which one must fit; an empty one does not matter.
 *
 * @param rules      names of rules
 * @param devices    names of devices
 * @param labels     labels of rules
 * @param severities how bad
 */
record Wish(Set<String> rules, Set<String> devices, Set<String> labels, Set<Severity> severities) {
    /** Of parameters that may each come several times; 400 for a severity that is none. */
    static Wish of(List<String> rules, List<String> devices, List<String> labels, List<String> severities) {
        Set<Severity> wanted = EnumSet.noneOf(Severity.class);
        named(severities).forEach(text -> {
            try {
                wanted.add(Severity.valueOf(text.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException none) {
                throw Body.invalid("query parameter severity is '" + text + "', allowed is info, warning, critical");
            }
        });
        return new Wish(named(rules), named(devices), named(labels), wanted);
    }

    private static Set<String> named(List<String> parameters) {
        Set<String> names = new HashSet<>(parameters);
        names.remove("");
        return names;
    }

    boolean holds(Happening happening) {
        return fits(rules, happening.rule())
                && fits(devices, happening.device())
                && (labels.isEmpty() || happening.labels().stream().anyMatch(labels::contains))
                && fits(severities, happening.severity());
    }

    private static <T> boolean fits(Set<T> wanted, T is) {
        return wanted.isEmpty() || wanted.contains(is);
    }
}

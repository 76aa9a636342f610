package io.hearth.device.command;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.hearth.device.mapping.MappedCommand;
import io.hearth.device.mapping.MappedProfile;
import io.hearth.device.mapping.MappedResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Resources by a regular expression on their names ({@code ds-regexcmd}), which must match the whole name. RE2: the time it
 * takes is linear, whatever the expression.
 */
final class ResourcePattern {
    private static final int LONGEST = 1000;
    /** Counted repetitions are written out when an expression is compiled, those within others many times. */
    private static final long MOST_REPETITIONS = 1000;

    private static final Pattern COUNTED = Pattern.compile("\\{(\\d+)(?:,(\\d*))?\\}");

    private ResourcePattern() {}

    /**
     * The resources of these names as one command, named by the expression: those that can be read, or else those that
     * cannot. Empty when there is none, or the expression is none.
     */
    static Optional<MappedCommand> find(MappedProfile profile, String expression) {
        Optional<Pattern> pattern = compiled(expression);
        if (pattern.isEmpty()) {
            return Optional.empty();
        }
        List<MappedResource> named = profile.resources().values().stream()
                .filter(resource -> pattern.get().matches(resource.name()))
                .toList();
        List<MappedResource> readable =
                named.stream().filter(MappedResource::canRead).toList();
        List<MappedCommand.Operation> operations = (readable.isEmpty() ? named : readable)
                .stream()
                        .map(resource -> new MappedCommand.Operation(resource, ""))
                        .toList();
        return operations.isEmpty()
                ? Optional.empty()
                : Optional.of(new MappedCommand(expression, !readable.isEmpty(), false, operations, Map.of()));
    }

    private static Optional<Pattern> compiled(String expression) {
        if (expression.length() > LONGEST || repetitions(expression) > MOST_REPETITIONS) {
            return Optional.empty();
        }
        try {
            return Optional.of(Pattern.compile(expression));
        } catch (PatternSyntaxException none) {
            return Optional.empty();
        }
    }

    private static long repetitions(String expression) {
        long product = 1;
        Matcher counts = COUNTED.matcher(expression);
        while (counts.find() && product <= MOST_REPETITIONS) {
            String most = counts.group(2) == null || counts.group(2).isEmpty() ? counts.group(1) : counts.group(2);
            product *= most.length() > 4 ? MOST_REPETITIONS + 1 : Math.max(1, Long.parseLong(most));
        }
        return product;
    }
}

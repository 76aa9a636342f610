package io.hearth.device.mapping;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;

/**
 * What an AutoEvent reads (EdgeX device SDK): a device command or resource of its source name, or else all readable
 * resources whose whole name matches it as a regular expression. Matching takes linear time; an expression that is too large
 * matches nothing.
 *
 * @param name  the source name, which is also the event's
 * @param reads the commands or resources to read, at least one
 */
public record AutoEventSource(String name, List<String> reads) {
    public AutoEventSource {
        reads = List.copyOf(reads);
    }

    /** What the name stands for in this profile; empty when for nothing that can be read. */
    public static Optional<AutoEventSource> of(MappedProfile profile, String name) {
        Optional<MappedCommand> exact = profile.command(name);
        if (exact.isPresent()) {
            return exact.filter(MappedCommand::canRead).map(found -> new AutoEventSource(name, List.of(name)));
        }
        List<String> matching = matching(profile, name);
        return matching.isEmpty() ? Optional.empty() : Optional.of(new AutoEventSource(name, matching));
    }

    /** Why the name stands for nothing in this profile; empty when it stands for something. */
    static Optional<String> problem(MappedProfile profile, String name) {
        if (of(profile, name).isPresent()) {
            return Optional.empty();
        }
        String none = "'" + name + "' is no readable command or resource, nor a pattern of some";
        try {
            PatternSize.compile(name);
            return Optional.of(none);
        } catch (IllegalArgumentException wrong) {
            return Optional.of(none + ": as a pattern it " + wrong.getMessage());
        }
    }

    private static List<String> matching(MappedProfile profile, String expression) {
        try {
            Pattern pattern = PatternSize.compile(expression);
            return profile.resources().values().stream()
                    .filter(MappedResource::canRead)
                    .map(MappedResource::name)
                    .filter(pattern::matches)
                    .toList();
        } catch (IllegalArgumentException plainName) {
            return List.of();
        }
    }
}

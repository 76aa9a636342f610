package io.hearth.metadata.device;

import io.hearth.contracts.metadata.AutoEvent;
import io.hearth.contracts.metadata.DeviceProfile;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Whether a device's auto events can be done with its profile (EdgeX API, core-metadata's status rules). */
final class AutoEventRules {
    private AutoEventRules() {}

    /** The auto events whose source is neither a resource nor a command of the profile, nor a pattern that matches one. */
    static List<AutoEvent> withoutSource(List<AutoEvent> autoEvents, DeviceProfile profile) {
        return autoEvents.stream()
                .filter(autoEvent -> !hasSource(autoEvent.sourceName(), profile))
                .toList();
    }

    private static boolean hasSource(String sourceName, DeviceProfile profile) {
        Predicate<String> matches = Predicate.<String>isEqual(sourceName).or(pattern(sourceName));
        return sources(profile).anyMatch(matches);
    }

    private static Stream<String> sources(DeviceProfile profile) {
        return Stream.concat(
                profile.deviceResources().stream().map(resource -> resource.name()),
                profile.deviceCommands().stream().map(command -> command.name()));
    }

    private static Predicate<String> pattern(String text) {
        try {
            return Pattern.compile(text).asMatchPredicate();
        } catch (PatternSyntaxException plainName) {
            return name -> false;
        }
    }
}

package io.hearth.metadata.device;

import io.hearth.contracts.metadata.AutoEvent;
import io.hearth.contracts.metadata.DeviceCommand;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.contracts.metadata.SourceName;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a device's auto events can be done with its profile (EdgeX API, core-metadata's status rules). */
final class AutoEventRules {
    private AutoEventRules() {}

    /** The auto events whose source is neither a resource nor a command of the profile, nor a pattern that matches one. */
    static List<AutoEvent> withoutSource(List<AutoEvent> autoEvents, DeviceProfile profile) {
        Set<String> sources = Stream.concat(
                        profile.deviceResources().stream().map(DeviceResource::name),
                        profile.deviceCommands().stream().map(DeviceCommand::name))
                .collect(Collectors.toSet());
        return autoEvents.stream()
                .filter(autoEvent -> !hasSource(autoEvent.sourceName(), sources))
                .toList();
    }

    private static boolean hasSource(String sourceName, Set<String> sources) {
        return sources.contains(sourceName) || sources.stream().anyMatch(SourceName.of(sourceName)::matches);
    }
}

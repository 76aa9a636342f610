package io.hearth.device.convention;

import io.hearth.device.convention.homeassistant.HomeAssistant;
import io.hearth.device.convention.homie.Homie;
import io.hearth.device.convention.sparkplug.Sparkplug;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the conventions that are enabled listen to, at the default broker. */
public final class ConventionFilters {
    private ConventionFilters() {}

    /** Of all of them. */
    public static Set<String> of(ConventionsConfig config) {
        return Stream.of(HomeAssistant.filters(config), Homie.filters(config), Sparkplug.filters(config))
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
    }
}

package io.hearth.rules.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.rules.rule.Measure;
import io.hearth.rules.rule.Selector;
import io.hearth.rules.rule.Shared;
import io.hearth.rules.rule.Window;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a condition looks at: a resource, with a window or without. */
final class Measures {
    /** The fields of a measure by itself. */
    static final List<String> FIELDS = List.of("device", "resource", "window");

    static final List<String> WINDOW = List.of("function", "duration", "readings");
    static final Map<String, Window.Function> FUNCTIONS = new LinkedHashMap<>();

    static {
        Arrays.stream(Window.Function.values())
                .forEach(function -> FUNCTIONS.put(function.name().toLowerCase(Locale.ROOT), function));
    }

    private final RuleLimits limits;

    Measures(RuleLimits limits) {
        this.limits = limits;
    }

    /** Of an object with resource and window; whose device it is, the scope says. */
    Measure read(Fields fields, Scope scope) {
        return Shared.of(new Measure(scope.signal(fields.sharedName("resource", limits.nameLength())), window(fields)));
    }

    /** By itself: an object that may name a device, or no more than the resource's name. */
    Measure read(String path, JsonNode node, Scope scope) {
        if (node.isTextual()) {
            return Shared.of(Measure.of(scope.signal(Shared.of(Fields.name(path, node, limits.nameLength())))));
        }
        Fields fields = Fields.of(path, node, FIELDS);
        Optional<Selector> own =
                fields.optionalName("device", limits.nameLength()).map(Selector.Device::new);
        return read(fields, scope.in(own));
    }

    private Optional<Window> window(Fields measure) {
        return measure.optionalObject("window", WINDOW).map(window -> {
            Window.Function function = window.word("function", FUNCTIONS)
                    .orElseThrow(() -> new InvalidRule("field " + window.path("function")
                            + " is missing; allowed is one of " + String.join(", ", FUNCTIONS.keySet())));
            return new Window(function, extent(window));
        });
    }

    private Window.Extent extent(Fields window) {
        Optional<Duration> duration = window.optionalPositiveTime("duration", limits.longestTime());
        Optional<Integer> readings = window.whole("readings", 1, limits.windowReadings());
        if (duration.isPresent() == readings.isPresent()) {
            throw new InvalidRule("fields " + window.path("duration") + " and " + window.path("readings") + " are "
                    + (duration.isPresent() ? "both there" : "missing") + "; allowed is one of them");
        }
        return duration.<Window.Extent>map(Window.Extent.Lasting::new)
                .orElseGet(() -> new Window.Extent.Readings(readings.orElseThrow()));
    }
}

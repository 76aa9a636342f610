package io.hearth.device.convention.homeassistant;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Command templates, where they only put the value somewhere: as the attribute {@code template} has it. */
final class CommandTemplate {
    private static final Pattern VALUE =
            Pattern.compile("\\{\\{-?\\s*(?:value|position|tilt_position)\\s*(\\|\\s*(?:tojson|to_json)\\s*)?-?}}");
    private static final Pattern OURS = Pattern.compile("\\{(?:value|json|resource|device|id|time|millis)}");

    private CommandTemplate() {}

    static String of(String setting, String template) throws NotUnderstood {
        boolean names =
                OURS.matcher(template.replace("{{", "").replace("}}", "")).find();
        String filled = VALUE.matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1) == null ? "{value}" : "{json}"));
        if (names || filled.contains("{{") || filled.contains("{%") || filled.contains("{#")) {
            throw new NotUnderstood(setting + " '" + template
                    + "' is not understood, allowed are texts with {{ value }} or {{ value | tojson }} in them");
        }
        return filled;
    }
}

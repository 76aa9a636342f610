package io.hearth.device.command;

import io.hearth.device.mapping.MappedDevice;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills in the template of a message; braces around anything else stay, so that a template may be JSON. */
record MessageText(MappedDevice device, String id, Clock clock) {
    private static final Pattern NAMES = Pattern.compile("\\{(value|json|resource|device|id|correlation|time|millis)}");

    /** With a value in it. */
    String of(String template, WrittenValue value) {
        return of(
                template, value.resource().name(), value.scalar(), value.json().toString());
    }

    /** With no value, for questions. */
    String of(String template, String resource) {
        return of(template, resource, "", "null");
    }

    private String of(String template, String resource, String value, String json) {
        Instant now = clock.instant();
        return NAMES.matcher(template)
                .replaceAll(name -> Matcher.quoteReplacement(
                        switch (name.group(1)) {
                            case "value" -> value;
                            case "json" -> json;
                            case "resource" -> resource;
                            case "device" -> device.topicName();
                            case "id", "correlation" -> id;
                            case "time" -> now.truncatedTo(ChronoUnit.MILLIS).toString();
                            case "millis" -> Long.toString(now.toEpochMilli());
                            default -> name.group();
                        }));
    }
}

package io.hearth.rules.action.template;

import java.util.List;
import java.util.stream.Collectors;

/** The names that stand for something in a template. */
final class Placeholders {
    static final String READING = "reading.";

    private static final List<String> NAMES =
            List.of("value", "device", "resource", "rule", "severity", "state", "time", "origin");

    static final String ALLOWED =
            NAMES.stream().map(name -> "${" + name + "}").collect(Collectors.joining(", ")) + ", ${reading.RESOURCE}";

    private Placeholders() {}

    static String known(String name) {
        boolean isReading = name.startsWith(READING) && name.length() > READING.length();
        if (!isReading && !NAMES.contains(name)) {
            throw new InvalidTemplate("has ${" + Template.shown(name) + "}, which stands for nothing; allowed are "
                    + ALLOWED + ", and $${ for ${ as it is");
        }
        return name;
    }
}

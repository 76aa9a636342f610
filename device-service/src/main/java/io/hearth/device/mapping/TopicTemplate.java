package io.hearth.device.mapping;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A topic with named levels, e.g. {@code home/{device}/{resource}}. A named level is exactly one level of the topic; every
 * other level is taken as it is written.
 *
 * @param text   as configured
 * @param levels its levels, at least one
 */
public record TopicTemplate(String text, List<Level> levels) {
    private static final int LONGEST_TOPIC = 65535;
    private static final String ALLOWED = "levels divided by '/', each a fixed text, {device} or {resource}";

    public TopicTemplate {
        Objects.requireNonNull(text, "text");
        levels = List.copyOf(levels);
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException naming what is wrong: empty, longer than an MQTT topic may be, a wildcard, an unknown
     *     name in braces, a name that is not a whole level, or the same name twice
     */
    public static TopicTemplate of(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("is empty, allowed are " + ALLOWED);
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_TOPIC) {
            throw new IllegalArgumentException("is longer than " + LONGEST_TOPIC + " bytes");
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("has a NUL character");
        }
        if (text.startsWith("$share/")) {
            throw new IllegalArgumentException("begins with $share/, allowed are " + ALLOWED);
        }
        List<Level> levels = new ArrayList<>();
        for (String level : text.split("/", -1)) {
            levels.add(level(level));
        }
        if (count(levels, Level.DeviceName.class) > 1 || count(levels, Level.ResourceName.class) > 1) {
            throw new IllegalArgumentException("has the same name twice");
        }
        return new TopicTemplate(text, levels);
    }

    private static Level level(String text) {
        return switch (text) {
            case "{device}" -> new Level.DeviceName();
            case "{resource}" -> new Level.ResourceName();
            case String fixed -> fixed(fixed);
        };
    }

    private static Level fixed(String text) {
        if (text.indexOf('+') >= 0 || text.indexOf('#') >= 0) {
            throw new IllegalArgumentException("has a wildcard in '" + text + "', allowed are " + ALLOWED);
        }
        if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
            throw new IllegalArgumentException("has '" + text + "', allowed are " + ALLOWED);
        }
        return new Level.Fixed(text);
    }

    private static long count(List<Level> levels, Class<? extends Level> kind) {
        return levels.stream().filter(kind::isInstance).count();
    }

    /** Whether a level names the device. */
    public boolean namesDevice() {
        return devicePosition() >= 0;
    }

    /** Whether a level names the resource. */
    public boolean namesResource() {
        return resourcePosition() >= 0;
    }

    /** The index of the level that names the device, -1 when none does. */
    int devicePosition() {
        return levels.indexOf(new Level.DeviceName());
    }

    /** The index of the level that names the resource, -1 when none does. */
    int resourcePosition() {
        return levels.indexOf(new Level.ResourceName());
    }

    /** The filter to subscribe to: every named level becomes {@code +}. */
    public String filter() {
        return text("+", "+");
    }

    /** This template for one device: {@code {device}} is replaced, {@code {resource}} stays. */
    public TopicTemplate forDevice(String device) {
        List<Level> bound = levels.stream()
                .map(level -> level instanceof Level.DeviceName ? new Level.Fixed(device) : level)
                .toList();
        return new TopicTemplate(text(device, "{resource}"), bound);
    }

    /**
     * The topic for one device and resource.
     *
     * @throws IllegalArgumentException when a name that stands in the template cannot be one topic level
     */
    public String topic(String device, String resource) {
        if (namesDevice()) {
            requireLevel(device);
        }
        if (namesResource()) {
            requireLevel(resource);
        }
        return text(device, resource);
    }

    private static void requireLevel(String name) {
        if (!isLevel(name)) {
            throw new IllegalArgumentException(
                    "name '" + name + "' cannot be one topic level: it is empty or has / + or #");
        }
    }

    /** Whether this text can be one level of a topic. */
    static boolean isLevel(String text) {
        return !text.isEmpty() && text.chars().noneMatch(c -> c == '/' || c == '+' || c == '#' || c == 0);
    }

    private String text(String device, String resource) {
        return levels.stream()
                .map(level -> switch (level) {
                    case Level.Fixed fixed -> fixed.text();
                    case Level.DeviceName name -> device;
                    case Level.ResourceName name -> resource;
                })
                .collect(Collectors.joining("/"));
    }

    @Override
    public String toString() {
        return text;
    }
}

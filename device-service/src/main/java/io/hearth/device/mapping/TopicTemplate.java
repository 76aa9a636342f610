package io.hearth.device.mapping;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A topic with named levels, e.g. {@code home/{device}/{resource}} or {@code site/{site}/sensor-{device}/#}. A named level
 * stands for one level of the topic, or for a part of it; every other level is taken as it is written.
 *
 * @param text   as configured
 * @param levels its levels, at least one
 */
public record TopicTemplate(String text, List<Level> levels) {
    private static final String DEVICE = "device";
    private static final String RESOURCE = "resource";
    private static final String CORRELATION = "correlation";

    public TopicTemplate {
        Objects.requireNonNull(text, "text");
        levels = List.copyOf(levels);
    }

    /**
     * Reads a template to publish to, or of replies: fixed levels, {@code {device}}, {@code {resource}} and
     * {@code {correlation}}, also as parts of levels.
     *
     * @throws IllegalArgumentException naming what is wrong: empty, longer than an MQTT topic may be, a wildcard, an unknown
     *     name in braces, or the same name twice
     */
    public static TopicTemplate of(String text) {
        TopicTemplate template = incoming(text);
        for (Level level : template.levels) {
            boolean known =
                    switch (level) {
                        case Level.Fixed fixed -> true;
                        case Level.Named named ->
                            named.name().equals(DEVICE)
                                    || named.name().equals(RESOURCE)
                                    || named.name().equals(CORRELATION);
                        case Level.One one -> false;
                        case Level.Rest rest -> false;
                    };
            if (!known) {
                throw new IllegalArgumentException(
                        "has a level to which nothing can be published, allowed are levels divided by '/', each a fixed "
                                + "text, {device}, {resource} or {correlation}");
            }
        }
        return template;
    }

    /**
     * Reads a template to listen to: also any other names in braces, {@code +}, and {@code #} at the end.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static TopicTemplate incoming(String text) {
        TopicTemplate template = new TopicTemplate(text, TemplateText.levels(text));
        Set<String> names = new HashSet<>();
        for (TopicSlot slot : template.slots()) {
            if (!names.add(slot.name())) {
                throw new IllegalArgumentException("has the name {" + slot.name() + "} twice");
            }
        }
        return template;
    }

    /** Whether a level names the device. */
    public boolean namesDevice() {
        return slot(DEVICE).isPresent();
    }

    /** Whether a level names the resource. */
    public boolean namesResource() {
        return slot(RESOURCE).isPresent();
    }

    /** Whether a level names what a reply is known by. */
    public boolean namesCorrelation() {
        return correlationSlot().isPresent();
    }

    /** Where the correlation is. */
    Optional<TopicSlot> correlationSlot() {
        return slot(CORRELATION);
    }

    /** Where the device's name is. */
    Optional<TopicSlot> deviceSlot() {
        return slot(DEVICE);
    }

    /** Where the resource's name is. */
    Optional<TopicSlot> resourceSlot() {
        return slot(RESOURCE);
    }

    /** Where the names are that are neither the device's nor the resource's. */
    List<TopicSlot> captures() {
        return slots().stream()
                .filter(slot -> !slot.name().equals(DEVICE) && !slot.name().equals(RESOURCE))
                .toList();
    }

    private Optional<TopicSlot> slot(String name) {
        return slots().stream().filter(slot -> slot.name().equals(name)).findFirst();
    }

    private List<TopicSlot> slots() {
        return IntStream.range(0, levels.size())
                .filter(i -> levels.get(i) instanceof Level.Named)
                .mapToObj(i -> TopicSlot.of((Level.Named) levels.get(i), i))
                .toList();
    }

    /** The filter to subscribe to: every level with a name becomes {@code +}. */
    public String filter() {
        return levels.stream()
                .map(level -> switch (level) {
                    case Level.Fixed fixed -> fixed.text();
                    case Level.Named named -> "+";
                    case Level.One one -> "+";
                    case Level.Rest rest -> "#";
                })
                .collect(Collectors.joining("/"));
    }

    /** This template for one device: {@code {device}} is replaced, everything else stays. */
    public TopicTemplate forDevice(String device) {
        List<Level> bound = levels.stream()
                .map(level -> level instanceof Level.Named named && named.name().equals(DEVICE)
                        ? new Level.Fixed(named.with(device))
                        : level)
                .toList();
        return new TopicTemplate(text(bound, name -> "{" + name + "}"), bound);
    }

    /**
     * The topic for one device and resource, of a template to publish to.
     *
     * @throws IllegalArgumentException when a name that stands in the template cannot be one topic level
     */
    public String topic(String device, String resource) {
        return topic(device, resource, "{" + CORRELATION + "}");
    }

    /**
     * The topic for one device, resource and request, of a template to publish to or of replies.
     *
     * @throws IllegalArgumentException when a name that stands in the template cannot be one topic level
     */
    public String topic(String device, String resource, String correlation) {
        return text(
                levels,
                name -> level(
                        switch (name) {
                            case DEVICE -> device;
                            case CORRELATION -> correlation;
                            default -> resource;
                        }));
    }

    private static String level(String name) {
        if (!isLevel(name)) {
            throw new IllegalArgumentException(
                    "name '" + name + "' cannot be one topic level: it is empty or has / + or #");
        }
        return name;
    }

    /** Whether this text can be one level of a topic. */
    static boolean isLevel(String text) {
        return !text.isEmpty() && text.chars().noneMatch(c -> c == '/' || c == '+' || c == '#' || c == 0);
    }

    private static String text(List<Level> levels, UnaryOperator<String> names) {
        return levels.stream()
                .map(level -> switch (level) {
                    case Level.Fixed fixed -> fixed.text();
                    case Level.Named named -> named.with(names.apply(named.name()));
                    case Level.One one -> "+";
                    case Level.Rest rest -> "#";
                })
                .collect(Collectors.joining("/"));
    }

    @Override
    public String toString() {
        return text;
    }
}

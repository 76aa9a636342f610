package io.hearth.rules.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.rules.rule.Selector;
import io.hearth.rules.rule.Shared;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Selectors of a rule document: a condition has one, or that of the condition around it. */
final class Selectors {
    /** The fields of which a condition has at most one. */
    static final List<String> FIELDS = List.of("device", "profile", "label", "devicePattern");

    private static final Map<String, Function<String, Selector>> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("device", Selector.Device::new);
        KINDS.put("profile", Selector.Profile::new);
        KINDS.put("label", Selector.Label::new);
        KINDS.put("devicePattern", Selector.Pattern::new);
    }

    private final int nameLength;

    Selectors(int nameLength) {
        this.nameLength = nameLength;
    }

    /** The selector that an object names by itself. */
    Optional<Selector> of(Fields fields) {
        List<String> named = fields.present(FIELDS);
        if (named.size() > 1) {
            throw new InvalidRule("fields " + fields.path(named.getFirst()) + " and " + fields.path(named.get(1))
                    + " contradict each other; allowed is one of " + String.join(", ", FIELDS));
        }
        return named.stream()
                .findFirst()
                .map(field -> KINDS.get(field).apply(fields.sharedName(field, nameLength)))
                .map(Shared::of);
    }

    private record Found(String path, Selector selector) {}

    /**
     * Which devices a rule is about: its one group of devices, or else the device that is named first.
     *
     * @throws InvalidRule when it names two groups, or nothing
     */
    Selector subject(JsonNode when) {
        List<Found> named = new ArrayList<>();
        collect("when", when, named);
        Optional<Found> group = named.stream()
                .filter(found -> !(found.selector() instanceof Selector.Device))
                .findFirst();
        group.ifPresent(first -> named.stream()
                .filter(found -> !(found.selector() instanceof Selector.Device)
                        && !found.selector().equals(first.selector()))
                .findFirst()
                .ifPresent(second -> {
                    throw new InvalidRule("fields " + first.path() + " and " + second.path()
                            + " name different groups of devices; allowed is one profile, label or devicePattern in a"
                            + " rule, and others by device");
                }));
        return group.or(() -> named.stream().findFirst())
                .map(Found::selector)
                .orElseThrow(() -> new InvalidRule("field when.device is missing; allowed is one of "
                        + String.join(", ", FIELDS) + ", with a name"));
    }

    private void collect(String path, JsonNode node, List<Found> named) {
        for (String field : FIELDS) {
            if (node.has(field)) {
                String name = Shared.of(Fields.name(path + "." + field, node.get(field), nameLength));
                named.add(
                        new Found(path + "." + field, Shared.of(KINDS.get(field).apply(name))));
            }
        }
        for (String several : Conditions.SEVERAL) {
            JsonNode inner = node.path(several);
            for (int i = 0; inner.isArray() && i < inner.size(); i++) {
                collect(path + "." + several + "[" + i + "]", inner.get(i), named);
            }
        }
        for (String limit : Limits.MOVABLE) {
            collectDevice(path + "." + limit, node.path(limit), named);
        }
        node.path("values")
                .properties()
                .forEach(value -> collectDevice(path + ".values." + value.getKey(), value.getValue(), named));
    }

    private void collectDevice(String path, JsonNode node, List<Found> named) {
        if (node.has("device")) {
            named.add(new Found(
                    path + ".device",
                    new Selector.Device(Shared.of(Fields.name(path + ".device", node.get("device"), nameLength)))));
        }
    }
}

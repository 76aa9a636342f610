package io.hearth.rules.book;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.contracts.validation.UuidValidator;
import io.hearth.rules.document.DocumentText;
import io.hearth.rules.document.InvalidRule;
import io.hearth.rules.document.RuleReader;
import io.hearth.rules.document.RuleWriter;
import io.hearth.rules.rule.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads what is posted: one bare rule, a list of rules, or EdgeX's list of request envelopes. Decoded as a whole before
 * anything is applied: one bad item is a 400 for all.
 */
public final class RuleRequests {
    private static final String ENVELOPED = "rule";
    private static final String LIST = "rules";
    private static final String NAME = "name";

    private final RuleReader reader;

    /** With the reader of each rule. */
    public RuleRequests(RuleReader reader) {
        this.reader = reader;
    }

    /** The rules that are to be saved. */
    Parts<Rule> read(byte[] body) {
        return parts(body, reader::read);
    }

    /** What is to be changed of rules: in each the name, and the fields that get another value. */
    Parts<ObjectNode> amendments(byte[] body) {
        return parts(body, RuleRequests::named);
    }

    private static ObjectNode named(JsonNode fields) {
        if (!(fields instanceof ObjectNode object)) {
            throw new InvalidRule("a rule is " + fields + ", allowed is an object with its fields");
        }
        if (object.path(NAME).asText("").isBlank()) {
            throw new InvalidRule("field name is missing or blank; it says which rule is changed");
        }
        return object;
    }

    /**
     * The rule with these fields changed; a null leaves its field as it is, as everywhere in EdgeX's PATCH.
     *
     * @throws EdgexException 400 when that is no rule
     */
    Rule amended(Rule rule, ObjectNode fields) {
        return invalidAsRefused(() -> {
            ObjectNode document = (ObjectNode) DocumentText.parse(Json.bytes(RuleWriter.write(rule)));
            fields.properties().forEach(field -> {
                if (!field.getValue().isNull()) {
                    document.set(field.getKey(), field.getValue());
                }
            });
            return reader.read(document);
        });
    }

    /**
     * A document as it would be saved now.
     *
     * @throws InvalidRule when it would not be
     */
    Rule savable(JsonNode document) {
        return reader.read(document);
    }

    /** One document that is no request but says a rule. */
    Rule document(byte[] body) {
        return invalidAsRefused(() -> {
            JsonNode tree = DocumentText.parse(body);
            if (tree.isMissingNode()) {
                throw new InvalidRule("the request has no body; allowed is a rule");
            }
            return reader.read(tree);
        });
    }

    /**
     * All rules of a document: a list, or an object with a list under {@code rules}, as an export has it, or one rule.
     *
     * @param most how many reasons are told at most
     * @throws InvalidRule with the reasons of all that are no rules, and of names that come twice
     */
    List<Rule> all(JsonNode tree, int most) {
        JsonNode list = tree.path(LIST).isArray() ? tree.get(LIST) : tree;
        if (list.isObject()) {
            return List.of(reader.read(list));
        }
        if (!list.isArray()) {
            throw new InvalidRule(
                    "it holds no rules; allowed is a rule, a list of rules, or an object with them as rules");
        }
        List<Rule> rules = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < list.size() && reasons.size() < most; i++) {
            try {
                Rule rule = reader.read(list.get(i));
                rules.add(rule);
                if (!names.add(rule.name())) {
                    reasons.add("rule " + i + ": there is another one named '" + rule.name() + "' before it");
                }
            } catch (InvalidRule invalid) {
                reasons.add("rule " + i + ": " + invalid.getMessage());
            }
        }
        if (!reasons.isEmpty()) {
            throw new InvalidRule(String.join("; ", reasons));
        }
        return rules;
    }

    /** What was asked: one, or a list with an id for each answer. */
    sealed interface Parts<T> {
        /** One. */
        record One<T>(T content) implements Parts<T> {}

        /** A list. */
        record Many<T>(List<Part<T>> items) implements Parts<T> {}
    }

    /** One of a list, with the id that its answer bears; empty when none was given. */
    record Part<T>(String requestId, T content) {}

    private static <T> Parts<T> parts(byte[] body, Function<JsonNode, T> read) {
        return invalidAsRefused(() -> {
            JsonNode tree = DocumentText.parse(body);
            if (tree.isArray() || tree.isNull()) {
                return new Parts.Many<>(items(tree, read));
            }
            if (tree.isMissingNode()) {
                throw new InvalidRule("the request has no body; allowed is a rule or a list of rules");
            }
            return new Parts.One<>(read.apply(tree));
        });
    }

    static <T> T invalidAsRefused(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InvalidRule invalid) {
            throw new EdgexException(ErrorKind.CONTRACT_INVALID, invalid.getMessage());
        }
    }

    private static <T> List<Part<T>> items(JsonNode list, Function<JsonNode, T> read) {
        List<Part<T>> items = new ArrayList<>();
        for (JsonNode node : list) {
            try {
                items.add(node.has(ENVELOPED) ? enveloped(node, read) : new Part<>("", read.apply(node)));
            } catch (InvalidRule invalid) {
                throw new InvalidRule("item " + items.size() + ": " + invalid.getMessage());
            }
        }
        return items;
    }

    private static <T> Part<T> enveloped(JsonNode envelope, Function<JsonNode, T> read) {
        if (envelope.path("apiVersion").asText("").isBlank()) {
            throw new InvalidRule("field apiVersion is missing or blank; allowed is v3");
        }
        JsonNode id = envelope.path("requestId");
        if (!id.isMissingNode() && !isEmptyOrUuid(id)) {
            throw new InvalidRule("field requestId is " + id + ", allowed is a uuid or nothing");
        }
        return new Part<>(id.asText(""), read.apply(envelope.get(ENVELOPED)));
    }

    private static boolean isEmptyOrUuid(JsonNode id) {
        if (!id.isTextual()) {
            return false;
        }
        String text = id.textValue();
        return text.isEmpty() || UuidValidator.isUuid(text);
    }
}

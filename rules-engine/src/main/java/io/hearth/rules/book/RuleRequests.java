package io.hearth.rules.book;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.contracts.validation.UuidValidator;
import io.hearth.rules.document.DocumentText;
import io.hearth.rules.document.InvalidRule;
import io.hearth.rules.document.RuleReader;
import io.hearth.rules.rule.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what is posted: one bare rule, a list of rules, or EdgeX's list of request envelopes. Decoded as a whole before
 * anything is applied: one bad item is a 400 for all.
 */
public final class RuleRequests {
    private static final String ENVELOPED = "rule";

    private final RuleReader reader;

    /** With the reader of each rule. */
    public RuleRequests(RuleReader reader) {
        this.reader = reader;
    }

    /** What was asked. */
    sealed interface Asked {
        /** One bare rule. */
        record One(Rule rule) implements Asked {}

        /** A list. */
        record Many(List<Item> items) implements Asked {}
    }

    /** A rule of a list, with the id that its answer bears; empty when none was given. */
    record Item(String requestId, Rule rule) {}

    Asked read(byte[] body) {
        try {
            JsonNode tree = DocumentText.parse(body);
            if (tree.isArray() || tree.isNull()) {
                return new Asked.Many(items(tree));
            }
            if (tree.isMissingNode()) {
                throw new InvalidRule("the request has no body; allowed is a rule or a list of rules");
            }
            return new Asked.One(reader.read(tree));
        } catch (InvalidRule invalid) {
            throw new EdgexException(ErrorKind.CONTRACT_INVALID, invalid.getMessage());
        }
    }

    private List<Item> items(JsonNode list) {
        List<Item> items = new ArrayList<>();
        for (JsonNode node : list) {
            try {
                items.add(node.has(ENVELOPED) ? enveloped(node) : new Item("", reader.read(node)));
            } catch (InvalidRule invalid) {
                throw new InvalidRule("item " + items.size() + ": " + invalid.getMessage());
            }
        }
        return items;
    }

    private Item enveloped(JsonNode envelope) {
        if (envelope.path("apiVersion").asText("").isBlank()) {
            throw new InvalidRule("field apiVersion is missing or blank; allowed is v3");
        }
        JsonNode id = envelope.path("requestId");
        if (!id.isMissingNode() && !isEmptyOrUuid(id)) {
            throw new InvalidRule("field requestId is " + id + ", allowed is a uuid or nothing");
        }
        return new Item(id.asText(""), reader.read(envelope.get(ENVELOPED)));
    }

    private static boolean isEmptyOrUuid(JsonNode id) {
        if (!id.isTextual()) {
            return false;
        }
        String text = id.textValue();
        return text.isEmpty() || UuidValidator.isUuid(text);
    }
}

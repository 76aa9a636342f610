package io.hearth.device.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hearth.device.mapping.JsonataExpression;
import io.hearth.device.mapping.JsonataFailure;
import io.hearth.device.mapping.ValuePlace;

/** A piece of JSON or CBOR. */
final class TreePart extends Part {
    private static final int TOLD = 200;

    private final JsonNode top;
    private final JsonNode node;
    private final String key;
    private final Payload payload;
    /** As maps and lists, for JSONata; made once. */
    private Object plain;

    TreePart(JsonNode top, JsonNode node, String key, Payload payload) {
        this.top = top;
        this.node = node;
        this.key = key;
        this.payload = payload;
    }

    JsonNode node() {
        return node;
    }

    @Override
    Found at(ValuePlace place) throws Unusable {
        return switch (place) {
            case ValuePlace.At at -> found(node.at(at.pointer()));
            case ValuePlace.AtTop at -> found(top.at(at.pointer()));
            case ValuePlace.Whole whole -> found(node);
            case ValuePlace.MemberKey member -> key == null ? Found.NOTHING : new Found.Tree(TextNode.valueOf(key));
            case ValuePlace.Computed computed -> computed(computed.expression());
            case ValuePlace.KeyOrWhole other -> throw foreign(place);
            case ValuePlace.TopicLevel other -> throw foreign(place);
            case ValuePlace.Column other -> throw foreign(place);
            case ValuePlace.NamedColumn other -> throw foreign(place);
            case ValuePlace.Group other -> throw foreign(place);
            case ValuePlace.Octets other -> throw foreign(place);
        };
    }

    private static Found found(JsonNode node) {
        return node.isMissingNode() ? Found.NOTHING : new Found.Tree(node);
    }

    private Found computed(JsonataExpression expression) throws Unusable {
        if (plain == null) {
            plain = payload.codecs().json().plainForJsonata(node);
        }
        try {
            JsonNode result = payload.codecs()
                    .json()
                    .computed(
                            expression.evaluate(plain, payload.codecs().rules().jsonata()));
            return result == null || result.isNull() ? Found.NOTHING : new Found.Tree(result);
        } catch (JsonataFailure failure) {
            String why = failure.getMessage();
            throw new Unusable(
                    Reason.NOT_COMPUTED,
                    "'" + expression + "' failed: " + (why.length() > TOLD ? why.substring(0, TOLD) : why));
        }
    }
}

package io.hearth.rules.caller;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.rules.document.DocumentText;
import io.hearth.rules.document.InvalidRule;
import io.hearth.rules.document.Times;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The JSON object of a request. What is not allowed is 400 and says which field, and what is allowed there; so is a field
 * that is not known, because a time that is misspelt would be no time.
 */
public final class Body {
    /** RFC 3339 knows no later one; sums with what is later have no end. */
    private static final int LAST_YEAR = 9999;

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final String path;
    private final JsonNode object;

    private Body(String path, JsonNode object) {
        this.path = path;
        this.object = object;
    }

    /** The object in a body with these fields at most; an empty body is an empty object. */
    public static Body of(byte[] body, Set<String> fields) {
        return of("", tree(body), fields);
    }

    /** A tree, of a body that may be an object or a list; an empty body is an empty object. */
    public static JsonNode tree(byte[] body) {
        try {
            return DocumentText.parse(body == null || body.length == 0 ? new byte[] {'{', '}'} : body);
        } catch (InvalidRule invalid) {
            throw invalid(invalid.getMessage());
        }
    }

    /** An object inside of a body; {@code path} is where, for messages, "" or with a dot at its end. */
    public static Body of(String path, JsonNode object, Set<String> fields) {
        if (!object.isObject()) {
            throw invalid((path.isEmpty() ? "the body" : "field " + path.substring(0, path.length() - 1)) + " is "
                    + object + ", allowed is an object");
        }
        object.fieldNames().forEachRemaining(name -> {
            if (!fields.contains(name)) {
                throw invalid("field " + path + name + " is not known, allowed are "
                        + String.join(", ", fields.stream().sorted().toList()));
            }
        });
        return new Body(path, object);
    }

    /** A text of at most so many characters; empty when it is not there. */
    public Optional<String> text(String field, int longest) {
        JsonNode node = object.path(field);
        if (isAbsent(node)) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw invalid("field " + path + field + " is " + node + ", allowed is a text");
        }
        if (node.textValue().length() > longest) {
            throw invalid("field " + path + field + " has " + node.textValue().length() + " characters, allowed are "
                    + longest);
        }
        return Optional.of(node.textValue()).filter(text -> !text.isBlank());
    }

    /** True or false; false when it is not there. */
    public boolean flag(String field) {
        JsonNode node = object.path(field);
        if (!isAbsent(node) && !node.isBoolean()) {
            throw invalid("field " + path + field + " is " + node + ", allowed is true or false");
        }
        return node.asBoolean(false);
    }

    /** A time as RFC 3339 writes it. */
    public Optional<Instant> time(String field) {
        return text(field, 64).map(text -> {
            try {
                OffsetDateTime time = OffsetDateTime.parse(text);
                if (Math.abs(time.getYear()) <= LAST_YEAR) {
                    return time.toInstant();
                }
                throw new DateTimeException("beyond the years that people write");
            } catch (DateTimeException noTime) {
                throw invalid("field " + path + field + " is '" + text
                        + "', allowed is a time as 2026-11-22T18:00:00Z or 2026-11-22T19:00:00+01:00");
            }
        });
    }

    /** A duration above 0. */
    public Optional<Duration> duration(String field) {
        return text(field, 64).map(text -> Times.read(text)
                .filter(duration -> duration.isPositive() && duration.compareTo(LONGEST) <= 0)
                .orElseThrow(() -> invalid("field " + path + field + " is '" + text
                        + "', allowed is a duration above 0 as 30s, 5m, 1h30m, 2d or PT30S")));
    }

    /** A list of texts of at most so many items; empty when it is not there. */
    public List<String> texts(String field, int most) {
        JsonNode node = object.path(field);
        if (isAbsent(node)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        node.forEach(item -> texts.add(item.isTextual() ? item.textValue() : null));
        if (!node.isArray() || texts.contains(null)) {
            throw invalid("field " + path + field + " is " + node + ", allowed is a list of texts");
        }
        if (texts.size() > most) {
            throw invalid("field " + path + field + " has " + texts.size() + " items, allowed are " + most);
        }
        return texts;
    }

    /** What a reader, which is given where the field is, makes of it; empty when it is not there. */
    public <T> Optional<T> read(String field, BiFunction<String, JsonNode, T> reader) {
        JsonNode node = object.path(field);
        if (isAbsent(node)) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(path + field, node));
        } catch (InvalidRule refused) {
            throw invalid(refused.getMessage());
        }
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    /** What a request that is not allowed is answered with. */
    public static EdgexException invalid(String message) {
        return new EdgexException(ErrorKind.CONTRACT_INVALID, message);
    }
}

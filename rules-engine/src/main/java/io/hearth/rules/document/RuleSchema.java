package io.hearth.rules.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.codec.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The rule document as a JSON Schema, made of what the OpenAPI description says of it. */
public final class RuleSchema {
    private static final String DESCRIPTION = "/META-INF/openapi.yaml";
    private static final String THERE = "#/components/schemas/";
    private static final String HERE = "#/$defs/";
    private static final String REQUEST = "Request";

    private RuleSchema() {}

    private static List<String> requests(JsonNode schemas) {
        return schemas.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> name.endsWith(REQUEST))
                .toList();
    }

    /** The schema (draft 2020-12) of one rule. */
    public static JsonNode read() {
        try (InputStream description = RuleSchema.class.getResourceAsStream(DESCRIPTION)) {
            ObjectNode schemas =
                    (ObjectNode) Yaml.mapper().readTree(description).at("/components/schemas");
            schemas.remove(requests(schemas));
            ObjectNode schema = Json.mapper().createObjectNode();
            schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
            schema.put("title", "Hearth's rule document");
            schema.put("$ref", HERE + "Rule");
            schema.set("$defs", Json.mapper().readTree(schemas.toString().replace(THERE, HERE)));
            return schema;
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}

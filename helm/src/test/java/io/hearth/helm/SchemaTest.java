package io.hearth.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The values, their schema and the README's table say the same. */
class SchemaTest {
    private static final String BEGIN =
            "<!-- values: made from values.schema.json, mvn -pl helm test -Dgolden.write=true -->\n";
    private static final String END = "<!-- end of values -->";

    @Test
    void everyValueIsDescribedAndHasADefault() throws IOException {
        JsonNode defaults = new YAMLMapper().readTree(Chart.text("hearth/values.yaml"));
        descriptions().forEach((path, description) -> {
            assertThat(description).as(path).isNotBlank();
            assertThat(defaults.at("/" + path.replace('.', '/')).isMissingNode())
                    .as("%s has no default in values.yaml", path)
                    .isFalse();
        });
    }

    @Test
    void everyGroupOfValuesIsDescribed() throws IOException {
        Map<String, JsonNode> groups = new LinkedHashMap<>();
        groups(new ObjectMapper().readTree(Chart.text("hearth/values.schema.json")), "", groups);
        assertThat(groups)
                .hasSizeGreaterThan(20)
                .allSatisfy((path, group) ->
                        assertThat(group.path("description").asText()).as(path).isNotBlank());
    }

    private static void groups(JsonNode node, String path, Map<String, JsonNode> found) {
        node.path("properties").properties().stream()
                .filter(entry -> entry.getValue().has("properties"))
                .forEach(entry -> {
                    found.put(path + entry.getKey(), entry.getValue());
                    groups(entry.getValue(), path + entry.getKey() + ".", found);
                });
    }

    @Test
    void theReadmeHasThemAll() throws IOException {
        JsonNode defaults = new YAMLMapper().readTree(Chart.text("hearth/values.yaml"));
        StringBuilder table = new StringBuilder(BEGIN).append("| value | default | what |\n|---|---|---|\n");
        descriptions()
                .forEach((path, description) -> table.append("| `%s` | `%s` | %s |\n"
                        .formatted(path, defaults.at("/" + path.replace('.', '/')), description.replace("<", "&lt;"))));
        String readme = Chart.text("hearth/README.md");
        String wanted = readme.substring(0, readme.indexOf(BEGIN)) + table + readme.substring(readme.indexOf(END));
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(Chart.FOLDER.resolve("README.md"), wanted);
        }
        assertThat(Chart.text("hearth/README.md")).isEqualTo(wanted);
    }

    @Test
    void theChartIsOfTheBuildsVersion() throws IOException {
        JsonNode chart = new YAMLMapper().readTree(Chart.text("hearth/Chart.yaml"));
        assertThat(chart.path("appVersion").asText()).isEqualTo(System.getProperty("hearth.version"));
    }

    private static Map<String, String> descriptions() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(Chart.text("hearth/values.schema.json"));
        Map<String, String> found = new LinkedHashMap<>();
        collect(schema, schema, "", found);
        found.remove("global");
        return found;
    }

    /** Those that are set as a whole: what has no named parts of its own. */
    private static void collect(JsonNode schema, JsonNode node, String path, Map<String, String> found) {
        node.path("properties").properties().forEach(entry -> {
            String below = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            JsonNode value = entry.getValue();
            if (value.has("$ref")) {
                found.put(
                        below,
                        schema.at(value.path("$ref").asText().substring(1))
                                .path("description")
                                .asText());
            } else if (value.has("properties")) {
                collect(schema, value, below, found);
            } else {
                found.put(below, value.path("description").asText());
            }
        });
    }
}

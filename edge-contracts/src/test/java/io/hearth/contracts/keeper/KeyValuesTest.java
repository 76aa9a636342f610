package io.hearth.contracts.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.rest.EdgexException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values and trees as core-keeper stores them. */
class KeyValuesTest {
    private static JsonNode json(String text) throws IOException {
        return Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"INFO\" | INFO",
                "true | true",
                "25000 | 25000",
                "12345678901234567890 | 12345678901234567890",
                "7.890 | 7.89",
                "1E3 | 1000",
                "1e-7 | 0.0000001",
                "0.0 | 0",
                "[1,\"a\"] | [1,\"a\"]"
            })
    void a_value_is_a_text_without_an_exponent(String value, String text) throws IOException {
        assertThat(KeyValues.text(json(value))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "[1,{\"a\":1e400}]", "{\"b\":{\"c\":1e400}}"})
    void a_number_beyond_float64_is_refused_wherever_it_is(String value) throws IOException {
        JsonNode tree = json(value);
        assertThatThrownBy(() -> KeyValues.flatten("a", tree))
                .isInstanceOf(EdgexException.class)
                .hasMessageContaining("field value")
                .hasMessageContaining("Infinity")
                .hasMessageContaining("Float64");
    }

    @Test
    void a_tree_is_its_leaves() throws IOException {
        assertThat(KeyValues.flatten("a/b", json("{\"c\":{\"d\":1,\"e\":{}},\"f\":[{}],\"g\":null}")))
                .isEqualTo(Map.of("a/b/c/d", "1", "a/b/f", "[{}]"));
        assertThat(KeyValues.flatten("a", json("\"x\""))).isEqualTo(Map.of("a", "x"));
    }

    /** Leaves put into a tree, level by level, and taken out again are the same. */
    @Property
    void flattening_undoes_putting_leaves_into_a_tree(@ForAll("leaves") Map<String, BigDecimal> leaves) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        Map<String, String> expected = new TreeMap<>();
        leaves.forEach((path, value) -> {
            ObjectNode at = tree;
            String[] levels = path.split("/");
            for (int i = 0; i < levels.length - 1; i++) {
                // A level is not a leaf's name too: levels are upper case, leaves lower.
                at = at.withObjectProperty(levels[i]);
            }
            at.put(levels[levels.length - 1], value);
            expected.put("root/" + path, value.stripTrailingZeros().toPlainString());
        });

        assertThat(KeyValues.flatten("root", tree)).isEqualTo(expected);
    }

    @Provide
    Arbitrary<Map<String, BigDecimal>> leaves() {
        Arbitrary<String> levels =
                Arbitraries.of("A", "B", "C").list().ofMaxSize(3).map(names -> String.join("/", names));
        Arbitrary<String> leaf =
                Arbitraries.strings().withCharRange('a', 'e').ofMinLength(1).ofMaxLength(2);
        Arbitrary<String> path = levels.flatMap(above -> leaf.map(name -> above.isEmpty() ? name : above + "/" + name));
        return Arbitraries.maps(
                        path, Arbitraries.bigDecimals().between(BigDecimal.valueOf(-1e9), BigDecimal.valueOf(1e9)))
                .ofMaxSize(12);
    }
}

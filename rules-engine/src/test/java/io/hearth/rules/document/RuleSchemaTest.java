package io.hearth.rules.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.hearth.contracts.codec.Json;
import io.hearth.rules.Given;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema and the reader say the same. */
class RuleSchemaTest {
    static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(RuleSchema.read());

    static Stream<Arguments> objects() {
        return Stream.of(
                Arguments.of("Rule", RuleReader.FIELDS),
                Arguments.of("Condition", Conditions.FIELDS),
                Arguments.of("MovingLimit", Limits.MOVING),
                Arguments.of("Measure", Measures.FIELDS),
                Arguments.of("Window", Measures.WINDOW),
                Arguments.of("Schedule", Schedules.FIELDS),
                Arguments.of("Action", ActionReader.KINDS),
                Arguments.of("CommandAction", ActionReader.COMMAND),
                Arguments.of("Confirm", ActionReader.CONFIRM),
                Arguments.of("PublishAction", ActionReader.PUBLISH),
                Arguments.of("WebhookAction", ActionReader.WEBHOOK),
                Arguments.of("NotifyAction", ActionReader.NOTIFY),
                Arguments.of("WriteAction", ActionReader.WRITE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("objects")
    void every_field_that_the_reader_knows_is_in_the_schema_and_no_other(String object, List<String> fields) {
        List<String> described = new ArrayList<>();
        RuleSchema.read().at("/$defs/" + object + "/properties").fieldNames().forEachRemaining(described::add);

        assertThat(described).containsExactlyInAnyOrderElementsOf(fields);
    }

    @Test
    void the_words_are_those_of_the_reader() {
        assertThat(words("/$defs/Severity/enum")).containsExactlyElementsOf(RuleReader.SEVERITIES.keySet());
        assertThat(words("/$defs/Window/properties/function/enum"))
                .containsExactlyElementsOf(Measures.FUNCTIONS.keySet());
    }

    private static List<String> words(String pointer) {
        List<String> words = new ArrayList<>();
        RuleSchema.read().at(pointer).forEach(word -> words.add(word.textValue()));
        return words;
    }

    @Test
    void what_is_read_is_of_the_schema_and_so_is_what_is_written() throws Exception {
        Fuzz fuzz = new Fuzz(7);
        int rules = 0;
        for (int i = 0; i < 1_700; i++) {
            byte[] document = fuzz.next("r").getBytes(StandardCharsets.UTF_8);
            try {
                JsonNode tree = DocumentText.parse(document);
                byte[] written = Json.bytes(RuleWriter.write(new RuleReader(Given.LIMITS).read(tree)));
                assertThat(SCHEMA.validate(tree)).as(tree.toString()).isEmpty();
                assertThat(SCHEMA.validate(Json.mapper().readTree(written))).isEmpty();
                rules++;
            } catch (InvalidRule none) {
                // Of what is no rule the schema need not know why.
            }
        }
        assertThat(rules).isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\": \"r\", \"when\": {\"device\": \"d\"}}",
                "{\"name\": \"r\", \"when\": {\"device\": \"d\", \"resource\": \"r\"}}",
                "{\"name\": \"r\", \"when\": {\"device\": \"d\", \"resource\": \"r\", \"above\": 1, \"below\": 1}}",
                "{\"name\": \"r\", \"when\": {\"device\": \"d\", \"resource\": \"r\", \"above\": \"1\"}}",
                "{\"name\": \"r\", \"when\": {\"device\": \"d\", \"absent\": \"10\"}}",
                "{\"name\": \"r\", \"when\": {\"device\": \"d\", \"absent\": \"10m\"}, \"then\": [{}]}",
                "{\"name\": \"r\", \"when\": {\"device\": \"d\", \"absent\": \"10m\"}, \"otherwise\": [{\"notify\": {}}]}",
                "{\"name\": \"r\", \"unknown\": 1, \"when\": {\"device\": \"d\", \"absent\": \"10m\"}}"
            })
    void an_editor_with_the_schema_sees_what_is_no_rule(String document) throws Exception {
        assertThat(SCHEMA.validate(Json.mapper().readTree(document))).isNotEmpty();
    }
}

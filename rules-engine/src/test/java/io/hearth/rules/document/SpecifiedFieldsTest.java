package io.hearth.rules.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.rules.spec.SpecCase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No field that says when a rule acts is without a row in the specification of the state machine. */
class SpecifiedFieldsTest {
    /** What a rule is called, which devices it is about and whom it tells changes no state; each has tests of its own. */
    private static final Set<String> NO_PART_IN_IT = Set.of(
            "name", "enabled", "description", "labels", "severity", "alarm", "profile", "label", "devicePattern");

    private static final List<JsonNode> RULES =
            SpecCase.all().stream().map(SpecCase::rule).toList();

    static Stream<Arguments> objects() {
        return Stream.of(
                Arguments.of("a rule", RuleReader.FIELDS, RULES),
                Arguments.of("a condition", Conditions.FIELDS, conditions()),
                Arguments.of("a limit that moves", Limits.MOVING, named("above", "below")),
                Arguments.of("a value of an expression", Measures.FIELDS, values()),
                Arguments.of("a window", Measures.WINDOW, named("window")),
                Arguments.of("a schedule", Schedules.FIELDS, named("schedule", "within")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("objects")
    void every_field_is_in_a_row(String object, Collection<String> fields, List<JsonNode> written) {
        assertThat(fields).filteredOn(field -> !NO_PART_IN_IT.contains(field)).allMatch(field -> written.stream()
                .anyMatch(node -> node.has(field)));
    }

    @Test
    void every_function_of_a_window_is_in_a_row() {
        assertThat(named("window"))
                .extracting(window -> window.path("function").textValue())
                .containsAll(Measures.FUNCTIONS.keySet());
    }

    private static List<JsonNode> named(String... fields) {
        return Stream.of(fields)
                .flatMap(field -> RULES.stream().flatMap(rule -> rule.findValues(field).stream()))
                .toList();
    }

    private static List<JsonNode> values() {
        List<JsonNode> all = new ArrayList<>();
        named("values").forEach(values -> values.forEach(all::add));
        return all;
    }

    private static List<JsonNode> conditions() {
        List<JsonNode> all = new ArrayList<>(named("when"));
        named("all", "any").forEach(group -> group.forEach(all::add));
        return all;
    }
}

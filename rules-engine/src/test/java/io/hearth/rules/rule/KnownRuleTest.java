package io.hearth.rules.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.rules.Given;
import io.hearth.rules.document.DocumentText;
import io.hearth.rules.spec.SpecRules;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownRuleTest {
    private static Rule rule(String when) {
        String json = "{\"name\": \"r\", \"when\": {\"device\": \"d\", " + when.replace('\'', '"')
                + "}, \"then\": [], \"otherwise\": []}";
        JsonNode document = DocumentText.parse(json.getBytes(StandardCharsets.UTF_8));
        return SpecRules.read(document);
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        'resource': 't', 'below': 20                       | 'resource': 't', 'below': 22, 'deadband': 1      | goes on
        'resource': 't', 'below': 20                       | 'resource': 't', 'below': 20, 'onDelay': '5s'    | goes on
        'resource': 't', 'below': 20                       | 'resource': 't', 'above': 20                     | begins afresh
        'resource': 't', 'below': 20                       | 'resource': 'u', 'below': 20                     | begins afresh
        'resource': 't', 'between': [1, 2]                 | 'resource': 't', 'between': [0, 3]               | goes on
        'resource': 't', 'between': [1, 2]                 | 'resource': 't', 'outside': [1, 2]               | begins afresh
        'resource': 't', 'equals': 1                       | 'resource': 't', 'equals': 2                     | begins afresh
        'absent': '5s'                                     | 'absent': '9s'                                   | goes on
        'all': [{'resource': 't', 'below': 20}]            | 'all': [{'resource': 't', 'below': 21}]          | goes on
        'all': [{'resource': 't', 'below': 20}]            | 'any': [{'resource': 't', 'below': 20}]          | begins afresh
        'all': [{'resource': 't', 'below': 20, 'onDelay': '1s'}] | 'all': [{'resource': 't', 'below': 20, 'onDelay': '2s'}] | goes on
        """)
    void a_changed_rule_goes_on_when_it_watches_the_same(String before, String after, String outcome) {
        KnownRule known = Given.known(rule(before));

        KnownRule changed = known.changedTo(rule(after), Given.NOW);

        assertThat(changed.watch().equals(known.watch()) ? "goes on" : "begins afresh")
                .isEqualTo(outcome);
    }
}

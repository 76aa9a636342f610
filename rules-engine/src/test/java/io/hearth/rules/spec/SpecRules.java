package io.hearth.rules.spec;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.rules.Given;
import io.hearth.rules.document.RuleReader;
import io.hearth.rules.rule.Rule;

/** The rules that the specification of the state machine is written in. */
public final class SpecRules {
    private static final RuleReader READER = new RuleReader(Given.LIMITS);

    private SpecRules() {}

    /** The rule that a document says. */
    public static Rule read(JsonNode document) {
        return READER.read(document);
    }
}

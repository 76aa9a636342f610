package io.hearth.rules.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.codec.Json;
import io.hearth.rules.Given;
import io.hearth.rules.cel.CelBounds;
import io.hearth.rules.cel.CelEnvironment;
import io.hearth.rules.check.RuleCheck;
import io.hearth.rules.device.Knowledge;
import io.hearth.rules.rule.Rule;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A document is a rule, or is refused with a reason. */
class FuzzedDocumentsTest {
    private final RuleReader reader = new RuleReader(Given.LIMITS);
    private final RuleCheck check = new RuleCheck(Knowledge.nothing(), new CelEnvironment(CelBounds.USUAL));

    @Test
    void five_hundred_broken_documents_are_rules_that_come_back_or_are_refused() {
        assertThat(rulesOf(500, 20_261_122)).isBetween(20, 250);
    }

    @Test
    @Tag("long")
    void twenty_thousand_broken_documents_are_rules_that_come_back_or_are_refused() {
        assertThat(rulesOf(20_000, 20_261_123)).isBetween(1_000, 10_000);
    }

    private int rulesOf(int documents, long seed) {
        Fuzz fuzz = new Fuzz(seed);
        int rules = 0;
        for (int i = 0; i < documents; i++) {
            String document = fuzz.next("fuzz-" + i);
            try {
                rules += isRule(document) ? 1 : 0;
            } catch (RuntimeException | StackOverflowError other) {
                throw new AssertionError("seed " + seed + ", document " + i + ": " + document, other);
            }
        }
        return rules;
    }

    private boolean isRule(String document) {
        try {
            RuleDocument read = reader.readDocument(DocumentText.parse(document.getBytes(StandardCharsets.UTF_8)));
            check.of(read).orThrow();
            comesBack(read.rule());
            return true;
        } catch (InvalidRule refused) {
            assertThat(refused.getMessage()).isNotBlank();
            assertThat(refused.getMessage().length()).isLessThan(20_000);
            return false;
        }
    }

    private void comesBack(Rule rule) {
        byte[] written = Json.bytes(RuleWriter.write(rule));
        Rule again = new RuleReader(FixedLimits.NONE).read(DocumentText.parse(written));
        assertThat(again).as(new String(written, StandardCharsets.UTF_8)).isEqualTo(rule);
        assertThat(check.of(again)).isEqualTo(check.of(rule));
    }
}

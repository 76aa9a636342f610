package io.hearth.rules.check;

import io.hearth.rules.cel.CelEnvironment;
import io.hearth.rules.device.Knowledge;
import io.hearth.rules.document.Places;
import io.hearth.rules.document.RuleDocument;
import io.hearth.rules.rule.Rule;

/** Looks at a rule before it is saved: what it could never do is an error, what it names and is not there a warning. */
public final class RuleCheck {
    private final Knowledge knowledge;
    private final CelEnvironment cel;

    /** With what is known of devices, as far as it is, and with what expressions may use. */
    public RuleCheck(Knowledge knowledge, CelEnvironment cel) {
        this.knowledge = knowledge;
        this.cel = cel;
    }

    /** What is wrong with a rule that was just read. */
    public Findings of(RuleDocument document) {
        Rule rule = document.rule();
        Places places = document.places();
        RuleCatalog catalog = new RuleCatalog(rule, knowledge);
        return Findings.errors(LimitCheck.of(rule.when(), places))
                .and(Findings.errors(TimeCheck.of(rule, places)))
                .and(Findings.errors(new ExpressionCheck(catalog, places, cel).errors()))
                .and(Findings.errors(TypeCheck.of(catalog, places)))
                .and(names(catalog, places));
    }

    /** What is wrong with a rule that was read at some time, by its fields as it is written. */
    public Findings of(Rule rule) {
        return of(new RuleDocument(rule, Places.of(rule)));
    }

    private Findings names(RuleCatalog catalog, Places places) {
        Findings actions = ActionCheck.of(catalog);
        return knowledge.isComplete()
                ? new Findings(actions.errors(), NameCheck.of(catalog, places))
                        .and(new Findings(java.util.List.of(), actions.warnings()))
                : Findings.errors(actions.errors());
    }
}

package io.hearth.bench.rules;

import static org.drools.model.DSL.declarationOf;
import static org.drools.model.DSL.not;
import static org.drools.model.DSL.on;
import static org.drools.model.PatternDSL.alphaIndexedBy;
import static org.drools.model.PatternDSL.pattern;
import static org.drools.model.PatternDSL.rule;

import org.drools.model.Index.ConstraintType;
import org.drools.model.Rule;
import org.drools.model.Variable;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.runtime.KieSession;

/**
 * Drools with a rule for each of ours, as an executable model, made without its compiler. That a rule is active is a fact; one Drools
 * rule inserts it when the value is below the limit and the fact is not there, one deletes it, so each fires once for a change. The
 * limits and the facts are in Drools' own indexes.
 */
final class DroolsRules extends Drools {
    private static final int VALUE = 0;
    private static final int RULE = 0;

    /**
     * That a rule is active.
     *
     * @param rule which
     */
    public record Active(int rule) {}

    @Override
    KieSession session(Thresholds rules) {
        ModelImpl model = new ModelImpl();
        for (int rule = 0; rule < rules.count(); rule++) {
            model.addRule(raise(rule, rules.below(rule)));
            model.addRule(clear(rule, rules.clearAbove(rule)));
        }
        return KieBaseBuilder.createKieBaseFromModel(model).newKieSession();
    }

    private Rule raise(int number, double below) {
        Variable<Thermometer> newest = declarationOf(Thermometer.class);
        Variable<Active> active = declarationOf(Active.class);
        return rule("raise " + number)
                .build(
                        pattern(newest)
                                .expr(
                                        "below " + number,
                                        reading -> reading.getValue() < below,
                                        alphaIndexedBy(
                                                double.class,
                                                ConstraintType.LESS_THAN,
                                                VALUE,
                                                Thermometer::getValue,
                                                below)),
                        not(pattern(active)
                                .expr(
                                        "is " + number,
                                        fact -> fact.rule() == number,
                                        alphaIndexedBy(int.class, ConstraintType.EQUAL, RULE, Active::rule, number))),
                        on(newest).execute((drools, reading) -> {
                            drools.insert(new Active(number));
                            tally().raised(number, reading.getNumber());
                        }));
    }

    private Rule clear(int number, double above) {
        Variable<Thermometer> newest = declarationOf(Thermometer.class);
        Variable<Active> active = declarationOf(Active.class);
        return rule("clear " + number)
                .build(
                        pattern(newest)
                                .expr(
                                        "above " + number,
                                        reading -> reading.getValue() > above,
                                        alphaIndexedBy(
                                                double.class,
                                                ConstraintType.GREATER_THAN,
                                                VALUE,
                                                Thermometer::getValue,
                                                above)),
                        pattern(active)
                                .expr(
                                        "is " + number,
                                        fact -> fact.rule() == number,
                                        alphaIndexedBy(int.class, ConstraintType.EQUAL, RULE, Active::rule, number)),
                        on(newest, active).execute((drools, reading, fact) -> {
                            drools.delete(fact);
                            tally().cleared(number, reading.getNumber());
                        }));
    }
}

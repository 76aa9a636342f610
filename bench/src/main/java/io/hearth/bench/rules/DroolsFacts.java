package io.hearth.bench.rules;

import static org.drools.model.DSL.declarationOf;
import static org.drools.model.DSL.on;
import static org.drools.model.PatternDSL.alphaIndexedBy;
import static org.drools.model.PatternDSL.betaIndexedBy;
import static org.drools.model.PatternDSL.pattern;
import static org.drools.model.PatternDSL.rule;

import org.drools.model.Index.ConstraintType;
import org.drools.model.Rule;
import org.drools.model.Variable;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.conf.BetaRangeIndexOption;
import org.kie.api.runtime.KieSession;

/**
 * Drools as somebody uses it who knows it and needs nothing but limits: two rules for all, and each of ours a fact, joined by Drools'
 * range index, which is off by default. It is no rule engine of ours then: what a rule says is no longer a rule of Drools.
 */
final class DroolsFacts extends Drools {
    private static final int ACTIVE = 0;
    private static final int LIMIT = 1;

    /** One of our rules. */
    public static final class Threshold {
        private final int rule;
        private final double below;
        private final double clearAbove;
        private boolean active;

        Threshold(int rule, double below, double clearAbove) {
            this.rule = rule;
            this.below = below;
            this.clearAbove = clearAbove;
        }

        /** Below this it becomes active. */
        public double getBelow() {
            return below;
        }

        /** Above this it no longer is. */
        public double getClearAbove() {
            return clearAbove;
        }

        /** Whether it is active. */
        public boolean isActive() {
            return active;
        }
    }

    @Override
    KieSession session(Thresholds rules) {
        ModelImpl model = new ModelImpl();
        model.addRule(raise());
        model.addRule(clear());
        KieSession session = KieBaseBuilder.createKieBaseFromModel(model, BetaRangeIndexOption.ENABLED)
                .newKieSession();
        for (int rule = 0; rule < rules.count(); rule++) {
            session.insert(new Threshold(rule, rules.below(rule), rules.clearAbove(rule)));
        }
        return session;
    }

    private Rule raise() {
        Variable<Thermometer> newest = declarationOf(Thermometer.class);
        Variable<Threshold> limit = declarationOf(Threshold.class);
        return rule("raise")
                .build(
                        pattern(newest),
                        pattern(limit)
                                .expr(
                                        "not active",
                                        fact -> !fact.isActive(),
                                        alphaIndexedBy(
                                                boolean.class,
                                                ConstraintType.EQUAL,
                                                ACTIVE,
                                                Threshold::isActive,
                                                false))
                                .expr(
                                        "limit is above",
                                        newest,
                                        (fact, reading) -> fact.getBelow() > reading.getValue(),
                                        betaIndexedBy(
                                                double.class,
                                                ConstraintType.GREATER_THAN,
                                                LIMIT,
                                                Threshold::getBelow,
                                                Thermometer::getValue,
                                                double.class)),
                        on(newest, limit).execute((drools, reading, fact) -> {
                            fact.active = true;
                            drools.update(fact);
                            tally().raised(fact.rule, reading.getNumber());
                        }));
    }

    private Rule clear() {
        Variable<Thermometer> newest = declarationOf(Thermometer.class);
        Variable<Threshold> limit = declarationOf(Threshold.class);
        return rule("clear")
                .build(
                        pattern(newest),
                        pattern(limit)
                                .expr(
                                        "active",
                                        Threshold::isActive,
                                        alphaIndexedBy(
                                                boolean.class, ConstraintType.EQUAL, ACTIVE, Threshold::isActive, true))
                                .expr(
                                        "limit is below",
                                        newest,
                                        (fact, reading) -> fact.getClearAbove() < reading.getValue(),
                                        betaIndexedBy(
                                                double.class,
                                                ConstraintType.LESS_THAN,
                                                LIMIT,
                                                Threshold::getClearAbove,
                                                Thermometer::getValue,
                                                double.class)),
                        on(newest, limit).execute((drools, reading, fact) -> {
                            fact.active = false;
                            drools.update(fact);
                            tally().cleared(fact.rule, reading.getNumber());
                        }));
    }
}

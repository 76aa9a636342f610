package io.hearth.bench.rules;

import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/** Drools, whatever it is told of our rules: the thermometer is one fact, which each reading changes. */
abstract class Drools implements Contender {
    private final Tally tally = new Tally();
    private final Thermometer thermometer = new Thermometer();
    private KieSession session;
    private FactHandle handle;

    /** A session that knows the rules, and has seen no reading. */
    abstract KieSession session(Thresholds rules);

    @Override
    public final void build(Thresholds rules) {
        session = session(rules);
        handle = session.insert(thermometer);
        session.fireAllRules();
    }

    @Override
    public final void reading(long number, double value) {
        thermometer.take(number, value);
        session.update(handle, thermometer);
        session.fireAllRules();
    }

    @Override
    public final Tally tally() {
        return tally;
    }
}

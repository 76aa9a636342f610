package io.hearth.bench.rules;

import io.hearth.rules.engine.BareEvaluation;
import io.hearth.rules.engine.Sample;
import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.SignalKey;
import java.util.List;

/** Ours: rules as they are saved, readings as they are when they are decoded. */
final class OurRules implements Contender {
    private static final String DEVICE = "thermometer";
    private static final SignalKey SIGNAL = new SignalKey(DEVICE, Given.RESOURCE);
    /** In the past, and so never ahead of the clock: 2026-01-01. */
    private static final long FIRST = 1_767_225_600_000_000_000L;

    private static final long STEP = 1_000;

    private final Tally tally = new Tally();
    private final BareEvaluation evaluation = new BareEvaluation();
    private Walk walk;
    private Quantity[] values = {};
    private String[] texts = {};

    @Override
    public void prepare(Walk readings) {
        walk = readings;
        values = new Quantity[walk.size()];
        texts = new String[walk.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Quantity.of(walk.value(i));
            texts[i] = Double.toString(walk.value(i));
        }
    }

    @Override
    public void build(Thresholds rules) {
        for (int rule = 0; rule < rules.count(); rule++) {
            evaluation.put(Given.known(rule, DEVICE, rules.below(rule), rules.clearAbove(rule)));
        }
    }

    @Override
    public void reading(long number, double value) {
        int place = walk.place(number);
        Sample sample = new Sample(SIGNAL, FIRST + number * STEP, texts[place], values[place]);
        evaluation.evaluate(List.of(sample), (rule, active) -> {
            if (active) {
                tally.raised(Given.number(rule), number);
            } else {
                tally.cleared(Given.number(rule), number);
            }
        });
    }

    @Override
    public Tally tally() {
        return tally;
    }
}

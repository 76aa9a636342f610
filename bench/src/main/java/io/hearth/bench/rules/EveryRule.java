package io.hearth.bench.rules;

/** What a loop over all rules costs in plain Java, and what the others are held against: it has no index that could be wrong. */
final class EveryRule implements Contender {
    private final Tally tally = new Tally();
    private double[] below = {};
    private double[] clearAbove = {};
    private boolean[] active = {};

    @Override
    public void build(Thresholds rules) {
        below = new double[rules.count()];
        clearAbove = new double[rules.count()];
        active = new boolean[rules.count()];
        for (int rule = 0; rule < below.length; rule++) {
            below[rule] = rules.below(rule);
            clearAbove[rule] = rules.clearAbove(rule);
        }
    }

    @Override
    public void reading(long number, double value) {
        for (int rule = 0; rule < below.length; rule++) {
            if (active[rule] && value > clearAbove[rule]) {
                active[rule] = false;
                tally.cleared(rule, number);
            } else if (!active[rule] && value < below[rule]) {
                active[rule] = true;
                tally.raised(rule, number);
            }
        }
    }

    @Override
    public Tally tally() {
        return tally;
    }
}

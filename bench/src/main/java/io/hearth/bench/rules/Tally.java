package io.hearth.bench.rules;

/** What a contender has decided: how often, and which rule at which reading. Contenders that agree have equal tallies. */
final class Tally {
    private long raised;
    private long cleared;
    private long fingerprint;

    /** A rule became active. */
    void raised(int rule, long reading) {
        raised++;
        add(rule, reading, 1);
    }

    /** A rule no longer is active. */
    void cleared(int rule, long reading) {
        cleared++;
        add(rule, reading, 2);
    }

    /** In any order: rules that change with the same reading do so side by side. */
    private void add(int rule, long reading, int what) {
        long mixed = ((reading * 1_000_003 + rule) * 3 + what) * 0x9E3779B97F4A7C15L;
        fingerprint += mixed ^ mixed >>> 29;
    }

    /** As it is now. */
    Counts counts() {
        return new Counts(raised, cleared, fingerprint);
    }

    /**
     * Decisions until some reading.
     *
     * @param raised      rules that became active
     * @param cleared     rules that no longer were
     * @param fingerprint of which rule did so at which reading
     */
    record Counts(long raised, long cleared, long fingerprint) {}
}

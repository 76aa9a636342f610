package io.hearth.bench.rules;

/** Somebody who can keep {@link Thresholds}, each with the state that the reading before has left. */
interface Contender {
    /** Makes what readings are given as and is no part of the rules, before anything is measured. */
    default void prepare(Walk walk) {}

    /** Takes the rules up. Called once. */
    void build(Thresholds rules);

    /** Takes a reading, counted from 0, and says in the tally what it changes. */
    void reading(long number, double value);

    /** What was decided. */
    Tally tally();

    /** A contender by its name. */
    static Contender named(String name) {
        return switch (name) {
            case "hearth" -> new OurRules();
            case "loop" -> new EveryRule();
            case "cel" -> new CelRules();
            case "drools" -> new DroolsRules();
            case "drools-facts" -> new DroolsFacts();
            default -> throw new IllegalArgumentException("'" + name + "' is no contender");
        };
    }
}

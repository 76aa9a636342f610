package io.hearth.rules.engine;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What became of a rule since it is watched. Times are those of the readings' clock.
 *
 * @param subjects       for how many devices it is watched
 * @param states         in how many of them it is in which state, by label
 * @param evaluations    how many readings it was held against
 * @param lastEvaluation when the newest of them was measured; empty before the first
 * @param lastChange     when its state changed last
 * @param firings        what became of its decisions
 * @param lastError      what kept it last from being evaluated
 */
public record RuleFigures(
        int subjects,
        Map<String, Integer> states,
        long evaluations,
        Optional<Instant> lastEvaluation,
        Optional<Instant> lastChange,
        Firings firings,
        Optional<LastError> lastError) {
    /** Of a rule that is not watched. */
    public static final RuleFigures NOTHING =
            new RuleFigures(0, Map.of(), 0, Optional.empty(), Optional.empty(), Firings.NONE, Optional.empty());

    /** Of a rule that cannot be evaluated. */
    static RuleFigures of(LastError why) {
        return new RuleFigures(0, Map.of(), 0, Optional.empty(), Optional.empty(), Firings.NONE, Optional.of(why));
    }

    /**
     * How often something was decided, and what became of that.
     *
     * @param acted      how often it was to be done
     * @param limited    how often it was not because the rule fires too often
     * @param cooledDown how often it was not because the actions had succeeded not long ago
     * @param silenced   how often it was not because a silence held
     * @param looped     how often it was not because the rule feeds itself
     * @param last       when it was to be done last
     */
    public record Firings(
            long acted, long limited, long cooledDown, long silenced, long looped, Optional<Instant> last) {
        /** Nothing was decided yet. */
        public static final Firings NONE = new Firings(0, 0, 0, 0, 0, Optional.empty());

        /** With those for other devices. */
        public Firings plus(Firings others) {
            return new Firings(
                    acted + others.acted,
                    limited + others.limited,
                    cooledDown + others.cooledDown,
                    silenced + others.silenced,
                    looped + others.looped,
                    later(last, others.last));
        }
    }

    /** What became of the rule for these devices and for others. */
    public RuleFigures plus(RuleFigures others) {
        Map<String, Integer> all = new HashMap<>(states);
        others.states.forEach((state, count) -> all.merge(state, count, Integer::sum));
        return new RuleFigures(
                subjects + others.subjects,
                all,
                evaluations + others.evaluations,
                later(lastEvaluation, others.lastEvaluation),
                later(lastChange, others.lastChange),
                firings.plus(others.firings),
                LastError.later(lastError, others.lastError));
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return Stream.concat(one.stream(), other.stream()).max(Comparator.naturalOrder());
    }

    /**
     * Why a rule was not evaluated, or not done.
     *
     * @param text for people
     * @param at   when that was
     */
    public record LastError(String text, Instant at) {
        /** The one that was later. */
        public static Optional<LastError> later(Optional<LastError> one, Optional<LastError> other) {
            return Stream.concat(one.stream(), other.stream()).max(Comparator.comparing(LastError::at));
        }
    }
}

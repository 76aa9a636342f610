package io.hearth.rules.spec;

import io.hearth.rules.spec.SpecCase.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What happens at one time in all rows that run beside each other. When a row has several steps at one time, each is a moment
 * of its own.
 *
 * @param nanos after the beginning
 * @param turn  0 for the first moment of its time
 * @param rows  the rows that take a step; none when something is only due
 */
public record SpecMoment(long nanos, int turn, List<SpecRow> rows) {
    private record At(long nanos, int turn) implements Comparable<At> {
        @Override
        public int compareTo(At other) {
            int byTime = Long.compare(nanos, other.nanos);
            return byTime != 0 ? byTime : Integer.compare(turn, other.turn);
        }
    }

    /** All moments of these, in order. Time does not go back: what was measured before the step before comes late. */
    public static List<SpecMoment> of(List<SpecCase> cases, List<SpecRow> rows) {
        TreeMap<At, List<SpecRow>> moments = new TreeMap<>();
        for (int i = 0; i < cases.size(); i++) {
            At last = new At(-1, 0);
            for (Step step : cases.get(i).steps()) {
                last = step.nanos() > last.nanos() ? new At(step.nanos(), 0) : new At(last.nanos(), last.turn() + 1);
                moments.computeIfAbsent(last, any -> new ArrayList<>()).add(rows.get(i));
                // A clock does not pass over the times at which something is due.
                step.changedAt().ifPresent(due -> moments.computeIfAbsent(new At(due, 0), any -> new ArrayList<>()));
            }
        }
        return moments.entrySet().stream()
                .map(entry ->
                        new SpecMoment(entry.getKey().nanos(), entry.getKey().turn(), List.copyOf(entry.getValue())))
                .toList();
    }
}

package io.hearth.rules.backtest;

import io.hearth.rules.action.Deed;
import io.hearth.rules.action.template.Values;
import io.hearth.rules.device.Subjects;
import io.hearth.rules.engine.Changes;
import io.hearth.rules.engine.EvaluationSettings;
import io.hearth.rules.engine.Evaluator;
import io.hearth.rules.engine.Expressions;
import io.hearth.rules.engine.Sample;
import io.hearth.rules.engine.Settled;
import io.hearth.rules.engine.Transition;
import io.hearth.rules.rule.Firing;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Runs one rule over readings, through the same evaluator that is at work, with a clock that follows the readings. Nothing is
 * stored and nothing is done: of each action it is taken that it succeeds at once.
 */
public final class Replay {
    private static final Duration BEFORE = Duration.ofNanos(1);

    private final EvaluationSettings settings;
    private final Subjects subjects;
    private final Expressions expressions;
    private final Function<Firing, List<Deed>> filled;
    private final ReplayLimits limits;

    /** @param filled what a firing would do, with everything filled in */
    public Replay(
            EvaluationSettings settings,
            Subjects subjects,
            Expressions expressions,
            Function<Firing, List<Deed>> filled,
            ReplayLimits limits) {
        this.settings = settings;
        this.subjects = subjects;
        this.expressions = expressions;
        this.filled = filled;
        this.limits = limits;
    }

    /**
     * What a rule would have come to.
     *
     * @param rule     switched on for this, whether it is or not
     * @param readings in their order; those of one device and one time beside each other
     * @param from     when it begins to watch: it knows nothing of what was before
     * @param to       when it ends
     */
    public Course run(Rule rule, List<Sample> readings, Instant from, Instant to) {
        // What is decided comes after what was before: a first reading at the very beginning shall keep its time.
        Instant before = from.minus(BEFORE);
        return new Run(KnownRule.first(new UUID(0, 0), rule.switched(true), before), from).over(readings, to);
    }

    private final class Run {
        private final KnownRule rule;
        private final ReplayClock clock;
        private final Evaluator evaluator;
        private final long ends = System.nanoTime() + limits.longestRun().toNanos();
        private final List<Step> steps = new ArrayList<>();
        private Optional<String> cut = Optional.empty();

        Run(KnownRule rule, Instant from) {
            this.rule = rule;
            this.clock = new ReplayClock(from);
            this.evaluator = new Evaluator(clock, settings, subjects, expressions);
        }

        Course over(List<Sample> readings, Instant to) {
            evaluator.put(rule);
            int taken = 0;
            while (taken < readings.size() && cut.isEmpty()) {
                int end = together(readings, taken);
                Instant time = readings.get(taken).time();
                passTo(time);
                if (cut.isEmpty()) {
                    Changes changes = new Changes();
                    evaluator.evaluate(readings.subList(taken, end), changes);
                    take(changes);
                    taken = end;
                }
            }
            if (cut.isEmpty()) {
                passTo(to);
            }
            return new Course(steps, evaluator.status(rule.id()), taken, cut);
        }

        /** The end of those that a device measured at one time. */
        private static int together(List<Sample> readings, int begin) {
            Sample first = readings.get(begin);
            int end = begin + 1;
            while (end < readings.size()
                    && readings.get(end).origin() == first.origin()
                    && readings.get(end).signal().device().equals(first.signal().device())) {
                end++;
            }
            return end;
        }

        /** Whatever happens by itself on the way happens at its time. */
        private void passTo(Instant time) {
            Instant last = Instant.MIN;
            Optional<Instant> next = evaluator.next();
            while (next.isPresent() && !next.get().isAfter(time) && next.get().isAfter(last) && cut.isEmpty()) {
                last = next.get();
                advance(last);
                next = evaluator.next();
            }
            if (cut.isEmpty()) {
                advance(time);
            }
        }

        private void advance(Instant time) {
            clock.forward(time);
            Changes changes = new Changes();
            evaluator.advance(clock.instant(), changes);
            take(changes);
        }

        private void take(Changes changes) {
            for (Transition transition : changes.transitions()) {
                steps.add(
                        new Step(transition, transition.firing().map(this::done).orElse(List.of())));
            }
            if (steps.size() >= limits.steps()) {
                cut = Optional.of("it comes to more than " + limits.steps() + " steps");
            } else if (System.nanoTime() - ends > 0) {
                cut = Optional.of("it takes longer than " + limits.longestRun());
            }
        }

        private List<Deed> done(Firing firing) {
            List<Deed> deeds = filled.apply(firing);
            long origin = Values.origin(firing);
            for (int i = 0; i < deeds.size(); i++) {
                // What cannot be filled in fails at once, at work too.
                if (!(deeds.get(i) instanceof Deed.Refused)) {
                    Settled done = new Settled(rule.id(), rule.watch(), firing.subject(), origin, i, firing.at());
                    evaluator.settled(done, new Changes());
                }
            }
            return deeds;
        }
    }
}

package io.hearth.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.rule.Firing;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.spec.MovedClock;
import io.hearth.rules.spec.SpecCase;
import io.hearth.rules.spec.SpecCase.Happening;
import io.hearth.rules.spec.SpecRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The specification of the state machine, {@code state-machine.txt}, against the evaluator. Time is moved by hand. */
class StateMachineTest {

    static Stream<SpecCase> cases() {
        return SpecCase.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void the_specification_holds(SpecCase specified) {
        Run run = new Run(specified, EvaluationSettings.DEFAULT.grace());

        specified.steps().forEach(run::take);
    }

    static Stream<SpecCase> casesWithoutRestart() {
        return cases().filter(specified -> !specified.hasRestart());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("casesWithoutRestart")
    void it_holds_when_the_engine_is_dropped_and_goes_on_before_every_step(SpecCase specified) {
        Run run = new Run(specified, Duration.ZERO);

        for (SpecCase.Step step : specified.steps()) {
            run.dropAndGoOn();
            run.take(step);
        }
    }

    /** One run of one case. */
    private static final class Run {
        private final KnownRule rule;
        private final MovedClock clock = new MovedClock(Given.NOW);
        private final Remembered remembered = new Remembered();
        private final Duration grace;
        private Evaluator evaluator;
        private Changes changes = new Changes();
        /** What it did last. */
        private Firing last;

        Run(SpecCase specified, Duration grace) {
            this.grace = grace;
            rule = Given.known(SpecRules.read(specified.rule()));
            evaluator = evaluator();
            evaluator.put(rule);
        }

        private Evaluator evaluator() {
            EvaluationSettings defaults = EvaluationSettings.DEFAULT;
            EvaluationSettings settings = new EvaluationSettings(
                    defaults.futureTolerance(), 3, defaults.windowReadings(), defaults.outageTolerance(), grace);
            return new Evaluator(clock, settings, selector -> Set.of(SpecCase.DEVICE), Given.EXPRESSIONS);
        }

        void take(SpecCase.Step step) {
            changes = new Changes();
            Instant alive = clock.instant();
            Instant time = Given.NOW.plusNanos(step.nanos());
            if (!(step.happening() instanceof Happening.Restart)) {
                pass(time);
            }
            clock.to(time);
            switch (step.happening()) {
                case Happening.Nothing() -> {}
                case Happening.Reading(String device, String resource, String value) ->
                    evaluator.evaluate(
                            Given.samples(new SignalKey(device, resource), Sample.originOf(time), value), changes);
                case Happening.Done() -> {
                    for (int action = 0; action < last.actions().size(); action++) {
                        long firing = Sample.originOf(last.at());
                        evaluator.settled(
                                new Settled(rule.id(), rule.watch(), SpecCase.DEVICE, firing, action, time), changes);
                    }
                }
                case Happening.Restart() -> goOn(alive);
            }
            evaluator.advance(time, changes);
            check(step);
            remembered.save(changes);
        }

        /** As the engine's own clockwork does: everything at its time. */
        private void pass(Instant time) {
            for (Optional<Instant> next = evaluator.next();
                    next.isPresent() && !next.get().isAfter(time);
                    next = evaluator.next()) {
                clock.to(next.get().isAfter(clock.instant()) ? next.get() : clock.instant());
                evaluator.advance(clock.instant(), changes);
            }
        }

        void dropAndGoOn() {
            changes = new Changes();
            evaluator.advance(clock.instant(), changes);
            remembered.save(changes);
            goOn(clock.instant());
        }

        private void goOn(Instant alive) {
            evaluator = evaluator();
            evaluator.load(List.of(rule), remembered.stored(alive));
            evaluator.refill(remembered.windows(), Optional.of(alive));
        }

        private void check(SpecCase.Step step) {
            StringBuilder marks = new StringBuilder();
            for (Transition transition : changes.transitions()) {
                transition.heldBack().ifPresent(any -> marks.append('~'));
                transition.firing().map(Run::mark).ifPresent(marks::append);
                transition.firing().ifPresent(firing -> {
                    last = firing;
                    assertThat(firing.at()).isEqualTo(transition.at());
                });
            }
            RuleState state = evaluator.status(rule.id()).getFirst().state();
            assertThat(state.label().charAt(0) + marks.toString())
                    .as("%s, with %s", step, changes.transitions())
                    .isEqualTo(step.state() + step.marks());
            step.changedAt().ifPresent(nanos -> assertThat(Duration.between(
                            Given.NOW, changes.transitions().getLast().at()))
                    .as("%s", step)
                    .isEqualTo(Duration.ofNanos(nanos)));
        }

        private static char mark(Firing firing) {
            return switch (firing.kind()) {
                case RAISED -> '+';
                case REPEATED -> '*';
                case CLEARED -> '-';
            };
        }
    }
}

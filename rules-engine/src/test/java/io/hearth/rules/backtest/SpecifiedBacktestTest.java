package io.hearth.rules.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hearth.rules.Given;
import io.hearth.rules.engine.EvaluationSettings;
import io.hearth.rules.engine.Sample;
import io.hearth.rules.engine.Transition;
import io.hearth.rules.rule.Firing;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.spec.SpecCase;
import io.hearth.rules.spec.SpecCase.Happening;
import io.hearth.rules.spec.SpecRules;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The specification of the state machine, {@code state-machine.txt}, as a back-test: all readings are given at once, and it
 * comes to what the service came to when they came one by one.
 */
class SpecifiedBacktestTest {
    /** Two decisions at one time are told apart by nanoseconds. */
    private static final Duration AT_ONE_TIME = Duration.ofNanos(1_000);

    /** Recorded readings are in order, nothing restarts, and every action succeeds at once. */
    static Stream<SpecCase> cases() {
        return SpecCase.all().stream()
                .filter(specified -> !specified.hasRestart())
                .filter(specified -> !specified.rule().has("coolDown"))
                .filter(SpecifiedBacktestTest::isInOrder);
    }

    private static boolean isInOrder(SpecCase specified) {
        List<Long> times = specified.steps().stream().map(SpecCase.Step::nanos).toList();
        return times.equals(times.stream().sorted().distinct().toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void a_back_test_comes_to_what_is_specified(SpecCase specified) {
        List<Sample> readings = new ArrayList<>();
        specified.steps().forEach(step -> {
            if (step.happening() instanceof Happening.Reading(String device, String resource, String value)) {
                readings.addAll(Given.samples(new SignalKey(device, resource), Given.EPOCH + step.nanos(), value));
            }
        });

        List<Transition> transitions = replay()
                .run(
                        SpecRules.read(specified.rule()),
                        readings,
                        Given.NOW,
                        time(specified.steps().getLast()))
                .steps()
                .stream()
                .map(Step::transition)
                .toList();

        Instant before = Instant.MIN;
        char state = 'U';
        for (SpecCase.Step step : specified.steps()) {
            Instant from = before;
            Instant until = time(step).plus(AT_ONE_TIME);
            List<Transition> here = transitions.stream()
                    .filter(transition ->
                            transition.at().isAfter(from) && !transition.at().isAfter(until))
                    .toList();
            state = here.isEmpty() ? state : here.getLast().to().label().charAt(0);
            assertThat(state + marks(here)).as("%s, with %s", step, here).isEqualTo(step.state() + step.marks());
            step.changedAt().ifPresent(at -> assertThat(here.getLast().at())
                    .as("%s", step)
                    .isCloseTo(Given.NOW.plusNanos(at), within(1, ChronoUnit.MICROS)));
            before = until;
        }
    }

    private static Instant time(SpecCase.Step step) {
        return Given.NOW.plusNanos(step.nanos());
    }

    private static Replay replay() {
        EvaluationSettings defaults = EvaluationSettings.DEFAULT;
        EvaluationSettings settings = new EvaluationSettings(
                defaults.futureTolerance(), 3, defaults.windowReadings(), defaults.outageTolerance(), defaults.grace());
        return new Replay(
                settings, selector -> Set.of(SpecCase.DEVICE), Given.EXPRESSIONS, Trying::deeds, Trying.Limits.USUAL);
    }

    private static String marks(List<Transition> transitions) {
        StringBuilder marks = new StringBuilder();
        for (Transition transition : transitions) {
            transition.heldBack().ifPresent(any -> marks.append('~'));
            transition.firing().map(SpecifiedBacktestTest::mark).ifPresent(marks::append);
        }
        return marks.toString();
    }

    private static char mark(Firing firing) {
        return switch (firing.kind()) {
            case RAISED -> '+';
            case REPEATED -> '*';
            case CLEARED -> '-';
        };
    }
}

package io.hearth.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.limit.Limit;
import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Delays;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Pacing;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.spec.MovedClock;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;

/**
 * The evaluator, with its index, its timers and what it shares, against a naive one: the same transitions, always, for
 * random rules of all kinds, readings and times, with rules that come and go and restarts on the way.
 */
class EvaluatorPropertyTest {
    sealed interface Step {
        record Reading(SignalKey signal, Sample.Kind kind, String text, Quantity value) implements Step {}

        /** Readings of two devices, between which the process is killed when they take more than one transaction; they come again. */
        record Killed(List<Step> readings) implements Step {}

        record Time(int seconds) implements Step {}

        /** A second at whose end the process is killed, when as much as one transaction takes was stored. */
        record KilledTime() implements Step {}

        record Add(Rule rule) implements Step {}

        record Remove(int which) implements Step {}

        record Restart() implements Step {}
    }

    @Property(tries = 300)
    void it_sees_the_transitions_that_a_naive_evaluator_sees(
            @ForAll("steps") List<Step> steps, @ForAll("rooms") int room) {
        run(steps, room);
    }

    @Property(tries = 30_000)
    @Tag("long")
    void it_sees_them_in_very_many_runs(@ForAll("steps") List<Step> steps, @ForAll("rooms") int room) {
        run(steps, room);
    }

    /** How much is stored in one transaction. */
    @Provide
    Arbitrary<Integer> rooms() {
        return Arbitraries.of(1, 2, Integer.MAX_VALUE);
    }

    private static void run(List<Step> steps, int room) {
        Run run = new Run(room);
        steps.forEach(run::take);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Arbitraries.frequencyOf(
                        Tuple.of(12, readings()),
                        Tuple.of(
                                3,
                                Combinators.combine(readings("d"), readings("e"))
                                        .as((one, other) -> new Step.Killed(List.of(one, other)))),
                        Tuple.of(4, Arbitraries.integers().between(1, 20).map(Step.Time::new)),
                        Tuple.of(2, Arbitraries.just(new Step.KilledTime())),
                        Tuple.of(6, GivenConditions.rules().map(Step.Add::new)),
                        Tuple.of(2, Arbitraries.integers().between(0, 20).map(Step.Remove::new)),
                        Tuple.of(2, Arbitraries.just(new Step.Restart())))
                .list()
                .ofMinSize(1)
                .ofMaxSize(80);
    }

    private static Arbitrary<Step> readings(String device) {
        return readings()
                .filter(step -> step instanceof Step.Reading reading
                        && reading.signal().device().equals(device));
    }

    private static Arbitrary<Step> readings() {
        Arbitrary<Step> numbers = Combinators.combine(
                        Arbitraries.of(GivenConditions.COUNTED, GivenConditions.WILD, GivenConditions.OTHER),
                        GivenConditions.numbers())
                .as((signal, value) -> number(signal, Quantity.of(value), value.toPlainString()));
        Arbitrary<Step> nothing = Arbitraries.of(GivenConditions.COUNTED, GivenConditions.WILD)
                .map(signal -> number(signal, Quantity.NOT_A_NUMBER, "NaN"));
        Arbitrary<Step> infinite = Arbitraries.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)
                .map(value -> number(GivenConditions.WILD, Quantity.of(value), value.toString()));
        Arbitrary<Step> texts = Arbitraries.of("x", "y")
                .map(text -> new Step.Reading(GivenConditions.WILD, Sample.Kind.TEXT, text, Quantity.NOT_A_NUMBER));
        return Arbitraries.frequencyOf(
                Tuple.of(12, numbers), Tuple.of(1, nothing), Tuple.of(1, infinite), Tuple.of(2, texts));
    }

    private static Step number(SignalKey signal, Quantity value, String text) {
        return new Step.Reading(signal, Sample.Kind.NUMBER, text, value);
    }

    /** One run of both. */
    private static final class Run {
        private static final EvaluationSettings SETTINGS =
                new EvaluationSettings(Duration.ofHours(1), 1_000_000, 1_000, Duration.ofDays(1), Duration.ZERO);

        private final MovedClock clock = new MovedClock(Given.NOW);
        private final Oracle oracle = new Oracle();
        private final List<KnownRule> rules = new ArrayList<>();
        private final Remembered remembered = new Remembered();
        private final int anchors;
        private Evaluator evaluator = evaluator();
        private final int room;
        private final List<Transition> transitions = new ArrayList<>();
        private int made;

        Run(int room) {
            this.room = room;
            // What signals and windows have seen goes when nobody watches any more, so somebody always does.
            Limit unreachable = new Limit(Limit.Side.ABOVE, new BigDecimal("1e300"), new Limit.Clearing.Same());
            for (SignalKey signal : List.of(GivenConditions.COUNTED, GivenConditions.WILD, GivenConditions.OTHER)) {
                Condition when = new Condition.Threshold(GivenConditions.measure(signal), unreachable);
                GivenConditions.STALE.forEach(stale -> watch(when, Optional.of(stale)));
            }
            GivenConditions.windows()
                    .forEach(window -> watch(
                            new Condition.Threshold(GivenConditions.measure(window), unreachable), Optional.empty()));
            for (Optional<String> device : List.of(Optional.<String>empty(), Optional.of("e"))) {
                watch(new Condition.Absence(device, Optional.empty(), Duration.ofDays(9)), Optional.empty());
            }
            anchors = rules.size();
        }

        private void watch(Condition when, Optional<Duration> stale) {
            evaluator.put(known(GivenConditions.rule(when, Delays.NONE, stale, Pacing.NONE)));
        }

        /** The condition as it is, under a name of its own. */
        private KnownRule known(Rule rule) {
            String name = "rule-" + made++;
            Rule named = new Rule(
                    name,
                    true,
                    "",
                    rule.labels(),
                    rule.severity(),
                    rule.alarm(),
                    rule.subject(),
                    rule.when(),
                    rule.delays(),
                    rule.staleAfter(),
                    rule.pacing(),
                    rule.then(),
                    rule.otherwise());
            KnownRule known = KnownRule.first(
                    UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), named, clock.instant());
            rules.add(known);
            return known;
        }

        private Evaluator evaluator() {
            return new Evaluator(clock, SETTINGS, selector -> Set.of("d"), any -> values -> {
                Object p = values.get("p");
                Object q = values.get("q");
                return p == null || q == null
                        ? Optional.empty()
                        : Optional.of(((Number) p).doubleValue() + ((Number) q).doubleValue() > 3);
            });
        }

        void take(Step step) {
            switch (step) {
                case Step.Reading reading -> {
                    pass();
                    Sample sample = sample(reading);
                    evaluate(new Pass(
                            List.of(sample, Sample.report(reading.signal().device(), sample.origin()))));
                    compare(step, oracle.see(sample));
                }
                case Step.Killed(List<Step> readings) -> {
                    pass();
                    List<Sample> samples = new ArrayList<>();
                    List<String> expected = new ArrayList<>();
                    for (Step one : readings) {
                        Sample sample = sample((Step.Reading) one);
                        samples.add(sample);
                        samples.add(Sample.report(sample.signal().device(), sample.origin()));
                        expected.addAll(oracle.see(sample));
                    }
                    Pass pass = new Pass(samples);
                    evaluateSome(pass);
                    if (pass.hasNext()) {
                        restart();
                        pass = new Pass(samples);
                    }
                    evaluate(pass);
                    compare(step, expected);
                }
                case Step.KilledTime() ->
                    passUntil(second -> {
                        if (store(some -> evaluator.advance(second, some))) {
                            restart(evaluator.passed().orElse(second));
                        }
                        advance(second);
                    });
                case Step.Time(int seconds) -> {
                    for (int i = 0; i < seconds; i++) {
                        pass();
                    }
                }
                case Step.Add(Rule rule) -> {
                    KnownRule known = known(rule);
                    evaluator.put(known);
                    advance(clock.instant());
                    compare(step, oracle.add(known));
                }
                case Step.Remove(int which) -> {
                    if (anchors + which < rules.size()) {
                        KnownRule rule = rules.remove(anchors + which);
                        oracle.remove(rule);
                        evaluator.remove(rule.id());
                    }
                }
                case Step.Restart() -> {
                    restart();
                    advance(clock.instant());
                    compare(step, List.of());
                }
            }
        }

        private Sample sample(Step.Reading reading) {
            return new Sample(
                    reading.signal(),
                    Sample.originOf(clock.instant()),
                    reading.text(),
                    reading.value(),
                    reading.kind());
        }

        private void restart() {
            restart(clock.instant());
        }

        /** One that was at work until then. */
        private void restart(Instant alive) {
            evaluator = evaluator();
            evaluator.load(rules, remembered.stored(alive));
            evaluator.refill(remembered.windows(), Optional.of(alive));
        }

        private void evaluate(Pass pass) {
            while (pass.hasNext()) {
                evaluateSome(pass);
            }
        }

        private void evaluateSome(Pass pass) {
            store(some -> evaluator.evaluate(pass, some));
        }

        private void advance(Instant now) {
            boolean maybeMore = true;
            while (maybeMore) {
                maybeMore = store(some -> evaluator.advance(now, some));
            }
        }

        /** Whether there may be more. */
        private boolean store(Consumer<Changes> evaluation) {
            Changes some = new Changes(room);
            evaluation.accept(some);
            transitions.addAll(some.transitions());
            remembered.save(some);
            return some.isFull();
        }

        /** One second, at the end of which everything is due that is due. */
        private void pass() {
            passUntil(this::advance);
        }

        private void passUntil(Consumer<Instant> end) {
            Instant second = clock.instant().plusSeconds(1);
            for (Optional<Instant> next = evaluator.next();
                    next.isPresent() && next.get().isBefore(second);
                    next = evaluator.next()) {
                clock.to(next.get().isAfter(clock.instant()) ? next.get() : clock.instant());
                advance(clock.instant());
            }
            clock.to(second);
            end.accept(second);
            compare(new Step.Time(1), oracle.pass(Sample.originOf(second)));
        }

        private void compare(Step step, List<String> expected) {
            List<String> actual = new ArrayList<>();
            for (Transition transition : transitions) {
                actual.add(
                        transition.rule().rule().name() + ":" + transition.to().label());
            }
            actual.removeIf(text -> isAnchor(text));
            assertThat(actual).as("%s at %s", step, clock.instant()).containsExactlyInAnyOrderElementsOf(expected);
            transitions.clear();
        }

        private boolean isAnchor(String text) {
            return Integer.parseInt(text.substring(5, text.indexOf(':'))) < anchors;
        }
    }
}

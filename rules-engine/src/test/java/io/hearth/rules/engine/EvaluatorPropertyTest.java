package io.hearth.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Given;
import io.hearth.rules.limit.Limit;
import io.hearth.rules.limit.Limit.Clearing;
import io.hearth.rules.limit.Limit.Side;
import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.KnownRule;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The limit index against a naive evaluator: the same transitions, always. */
class EvaluatorPropertyTest {
    private static final BigDecimal TWO_TO_53 = new BigDecimal("9007199254740992");

    sealed interface Step {
        record Value(BigDecimal value) implements Step {}

        record NotFinite(double value) implements Step {}

        record Add(Limit limit) implements Step {}

        record Remove(int which) implements Step {}

        record Restart() implements Step {}
    }

    @Property(tries = 2000)
    void the_index_sees_the_transitions_that_a_naive_evaluator_sees(@ForAll("steps") List<Step> steps) {
        Run run = new Run();
        steps.forEach(run::take);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Arbitraries.frequencyOf(
                        Tuple.of(12, numbers().map(Step.Value::new)),
                        Tuple.of(1, notFinite()),
                        Tuple.of(5, limits().map(Step.Add::new)),
                        Tuple.of(2, Arbitraries.integers().between(0, 30).map(Step.Remove::new)),
                        Tuple.of(1, Arbitraries.just(new Step.Restart())))
                .list()
                .ofMinSize(1)
                .ofMaxSize(80);
    }

    /** Few different ones, so that values and limits meet; halves, and integers whose doubles are the same. */
    private static Arbitrary<BigDecimal> numbers() {
        Arbitrary<BigDecimal> small =
                Arbitraries.integers().between(-6, 6).map(i -> new BigDecimal(i).divide(new BigDecimal(2)));
        Arbitrary<BigDecimal> large = Arbitraries.integers().between(-3, 3).map(i -> TWO_TO_53.add(new BigDecimal(i)));
        return Arbitraries.oneOf(small, small, large);
    }

    private static Arbitrary<Step> notFinite() {
        return Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)
                .map(Step.NotFinite::new);
    }

    private static Arbitrary<Limit> limits() {
        Arbitrary<Integer> kinds = Arbitraries.integers().between(0, 2);
        return Combinators.combine(Arbitraries.of(Side.class), numbers(), numbers(), kinds)
                .as((side, a, b, kind) -> {
                    BigDecimal at = side == Side.ABOVE ? a.max(b) : a.min(b);
                    BigDecimal clear = side == Side.ABOVE ? a.min(b) : a.max(b);
                    Clearing clearing =
                            switch (kind) {
                                case 0 -> new Clearing.Same();
                                case 1 -> new Clearing.At(clear);
                                default ->
                                    new Clearing.DeadBand(at.subtract(clear).abs());
                            };
                    return new Limit(side, at, clearing);
                });
    }

    /** One run of both. */
    private static final class Run {
        private static final BigDecimal INFINITE = BigDecimal.TEN.pow(400);

        private final Oracle oracle = new Oracle();
        private final List<KnownRule> rules = new ArrayList<>();
        private final Map<String, RuleState> stored = new HashMap<>();
        private Evaluator evaluator = evaluator();
        private Optional<Sample> last = Optional.empty();
        private int made;
        private long second;

        private static Evaluator evaluator() {
            return new Evaluator(Clock.fixed(Given.NOW, ZoneOffset.UTC), Duration.ofDays(1));
        }

        void take(Step step) {
            switch (step) {
                case Step.Value(BigDecimal value) -> compare(Quantity.of(value), oracle.see(value));
                case Step.NotFinite(double value) -> compare(Quantity.of(value), seen(value));
                case Step.Add(Limit limit) -> {
                    KnownRule rule = Given.known(Given.rule("rule-" + made++, limit));
                    rules.add(rule);
                    oracle.add(rule.rule().name(), limit);
                    evaluator.put(rule, Optional.empty(), Optional.empty());
                }
                case Step.Remove(int which) -> {
                    if (which < rules.size()) {
                        KnownRule rule = rules.remove(which);
                        oracle.remove(rule.rule().name());
                        evaluator.remove(rule.id());
                        stored.remove(rule.watch());
                    }
                }
                case Step.Restart() -> {
                    evaluator = evaluator();
                    rules.forEach(rule -> evaluator.put(rule, Optional.ofNullable(stored.get(rule.watch())), last));
                }
            }
        }

        private List<String> seen(double value) {
            if (Double.isNaN(value)) {
                return List.of();
            }
            return oracle.see(value > 0 ? INFINITE : INFINITE.negate());
        }

        private void compare(Quantity value, List<String> expected) {
            Sample sample = Given.sample(++second, value);
            Changes changes = new Changes();
            evaluator.evaluate(List.of(sample), changes);
            last = Optional.of(sample);
            List<String> actual = new ArrayList<>();
            for (Transition transition : changes.transitions()) {
                stored.put(transition.rule().watch(), transition.to());
                actual.add(
                        transition.rule().rule().name() + ":" + transition.to().label());
            }
            assertThat(actual).as("value %s", value).containsExactlyInAnyOrderElementsOf(expected);
        }
    }
}

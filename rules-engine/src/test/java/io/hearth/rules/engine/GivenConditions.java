package io.hearth.rules.engine;

import io.hearth.rules.limit.Limit;
import io.hearth.rules.limit.Limit.Clearing;
import io.hearth.rules.limit.Limit.Side;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Delays;
import io.hearth.rules.rule.Measure;
import io.hearth.rules.rule.Pacing;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.Schedule;
import io.hearth.rules.rule.Selector;
import io.hearth.rules.rule.Severity;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.rule.SignalRef;
import io.hearth.rules.rule.Window;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random conditions over few signals and few values, so that they meet. */
final class GivenConditions {
    /** Numbers, some of them no numbers; windows look at this one. */
    static final SignalKey COUNTED = new SignalKey("d", "a");

    /** Numbers, infinities and texts. */
    static final SignalKey WILD = new SignalKey("d", "b");

    /** Of another device. */
    static final SignalKey OTHER = new SignalKey("e", "a");

    static final List<Duration> STALE = List.of(Duration.ofSeconds(7), Duration.ofSeconds(15));

    private static final BigDecimal TWO_TO_53 = new BigDecimal("9007199254740992");

    private GivenConditions() {}

    /** Halves, and integers whose doubles are the same. */
    static Arbitrary<BigDecimal> numbers() {
        Arbitrary<BigDecimal> small =
                Arbitraries.integers().between(-6, 6).map(i -> new BigDecimal(i).divide(new BigDecimal(2)));
        Arbitrary<BigDecimal> large = Arbitraries.integers().between(-3, 3).map(i -> TWO_TO_53.add(new BigDecimal(i)));
        return Arbitraries.oneOf(small, small, small, large);
    }

    static Arbitrary<Limit> limits() {
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

    static List<Window> windows() {
        return List.of(
                new Window(Window.Function.AVG, new Window.Extent.Lasting(Duration.ofSeconds(5))),
                new Window(Window.Function.SUM, new Window.Extent.Lasting(Duration.ofSeconds(9))),
                new Window(Window.Function.COUNT, new Window.Extent.Lasting(Duration.ofSeconds(9))),
                new Window(Window.Function.MIN, new Window.Extent.Lasting(Duration.ofSeconds(6))),
                new Window(Window.Function.MAX, new Window.Extent.Readings(3)),
                new Window(Window.Function.AVG, new Window.Extent.Readings(4)),
                new Window(Window.Function.DELTA, new Window.Extent.Lasting(Duration.ofSeconds(8))),
                new Window(Window.Function.RATE, new Window.Extent.Readings(2)));
    }

    static Measure measure(SignalKey signal) {
        return Measure.of(new SignalRef(
                signal.device().equals("d") ? Optional.empty() : Optional.of(signal.device()), signal.resource()));
    }

    static Measure measure(Window window) {
        return new Measure(SignalRef.ofSubject(COUNTED.resource()), Optional.of(window));
    }

    private static Arbitrary<Measure> measures() {
        Arbitrary<Measure> plain = Arbitraries.of(COUNTED, WILD, OTHER).map(GivenConditions::measure);
        return Arbitraries.oneOf(plain, plain, Arbitraries.of(windows()).map(GivenConditions::measure));
    }

    private static Arbitrary<Duration> seconds(int most) {
        return Arbitraries.integers().between(0, most).map(Duration::ofSeconds);
    }

    private static Arbitrary<Delays> delays() {
        return Combinators.combine(seconds(12), seconds(12)).as(Delays::new);
    }

    static Arbitrary<Condition> leaves() {
        Arbitrary<Condition> threshold =
                Combinators.combine(measures(), limits()).as(Condition.Threshold::new);
        Arbitrary<Condition> moving = Combinators.combine(
                        measures(),
                        Arbitraries.of(Side.class),
                        measures(),
                        Arbitraries.of("0", "-1", "0.5").map(BigDecimal::new),
                        Arbitraries.of("0", "1").map(BigDecimal::new))
                .as(Condition.MovingThreshold::new);
        Arbitrary<Condition> range = Combinators.combine(
                        measures(),
                        Arbitraries.of(true, false),
                        numbers(),
                        numbers(),
                        Arbitraries.of("0", "0.5").map(BigDecimal::new))
                .as((measure, inside, a, b, band) -> new Condition.Range(measure, inside, a.min(b), a.max(b), band));
        Arbitrary<Condition> equals = Combinators.combine(
                        Arbitraries.of(COUNTED, WILD),
                        Arbitraries.of(true, false),
                        Arbitraries.<Object>of(BigDecimal.ONE, "x", "y", BigDecimal.ZERO))
                .as((signal, equal, value) -> new Condition.Equals(measure(signal), equal, value));
        Arbitrary<Condition> absence = Combinators.combine(
                        Arbitraries.of(Optional.<String>empty(), Optional.of("e")),
                        Arbitraries.of(Optional.<String>empty(), Optional.of("a")),
                        Arbitraries.integers().between(3, 15))
                .as((device, resource, after) -> new Condition.Absence(device, resource, Duration.ofSeconds(after)));
        Arbitrary<Condition> within = Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(1, 3))
                .as((from, length) -> new Condition.Within(new Schedule(
                        EnumSet.allOf(DayOfWeek.class),
                        LocalTime.MIDNIGHT.plusMinutes(from),
                        LocalTime.MIDNIGHT.plusMinutes(from + length),
                        ZoneOffset.UTC)));
        Arbitrary<Condition> expression = Arbitraries.just(
                new Condition.Expression("p + q > 3.0", Map.of("p", measure(COUNTED), "q", measure(OTHER))));
        return Arbitraries.oneOf(threshold, threshold, threshold, moving, range, equals, absence, within, expression);
    }

    static Arbitrary<Condition> conditions() {
        return Arbitraries.oneOf(
                leaves(), leaves(), groups(leaves()), groups(Arbitraries.oneOf(leaves(), groups(leaves()))));
    }

    private static Arbitrary<Condition> groups(Arbitrary<Condition> parts) {
        Arbitrary<Condition> some = Arbitraries.oneOf(
                parts, parts, Combinators.combine(parts, delays()).as(Condition.Held::new));
        Arbitrary<List<Condition>> lists = some.list().ofMinSize(1).ofMaxSize(3);
        return Combinators.combine(lists, Arbitraries.of(true, false))
                .as((list, any) -> any ? new Condition.Any(list) : new Condition.All(list));
    }

    static Arbitrary<Rule> rules() {
        return Combinators.combine(
                        conditions(),
                        Arbitraries.oneOf(Arbitraries.just(Delays.NONE), delays()),
                        Arbitraries.oneOf(
                                Arbitraries.just(Optional.<Duration>empty()),
                                Arbitraries.of(STALE).map(Optional::of)),
                        Arbitraries.oneOf(Arbitraries.just(Pacing.NONE), pacing()))
                .as(GivenConditions::rule);
    }

    private static Arbitrary<Pacing> pacing() {
        return Combinators.combine(seconds(10), seconds(10))
                .as((on, off) -> new Pacing(Duration.ZERO, Optional.of(Duration.ofSeconds(11)), on, off));
    }

    static Rule rule(Condition when, Delays delays, Optional<Duration> stale, Pacing pacing) {
        return new Rule(
                "",
                true,
                "",
                List.of(),
                Severity.WARNING,
                false,
                new Selector.Device("d"),
                when,
                delays,
                stale,
                pacing,
                List.of(),
                List.of());
    }
}

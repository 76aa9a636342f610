package io.hearth.rules.engine;

import io.hearth.rules.limit.Limit;
import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Delays;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Measure;
import io.hearth.rules.rule.Pacing;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.rule.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The rules' meaning written down as plainly as can be: every rule looks at everything, every second. It has no index, no
 * timers, nothing shared and nothing kept but the readings. Only which state follows which is not written down again.
 */
final class Oracle {
    private static final long SECOND = 1_000_000_000L;

    private final Map<SignalKey, Sample> last = new HashMap<>();
    private final Map<SignalKey, List<Sample>> history = new HashMap<>();
    /** Until when windows have slid. */
    private long slid;

    private final Map<UUID, Naive> rules = new LinkedHashMap<>();

    /** A rule and all that it remembers, by the place of a part in its condition. */
    private static final class Naive {
        private final KnownRule rule;
        private final StateMachine machine;
        private final Map<String, Boolean> beyond = new HashMap<>();
        private final Map<String, RuleState> held = new HashMap<>();
        /** A limit is new until its quantity has a value: that which it has already, or the next. */
        private final Map<String, Boolean> seen = new HashMap<>();

        private RuleState state;
        private Truth known;
        private long changed;

        Naive(KnownRule rule) {
            this.rule = rule;
            this.machine = StateMachine.of(rule.rule().delays(), rule.rule().pacing());
            this.state = new RuleState.Unknown(rule.modified());
            this.changed = Sample.originOf(rule.modified());
        }
    }

    List<String> add(KnownRule rule) {
        Naive naive = new Naive(rule);
        rules.put(rule.id(), naive);
        List<String> came = new ArrayList<>();
        notice(naive, rule.rule().when(), "", any -> true);
        step(naive, Sample.originOf(rule.modified()), came);
        return came;
    }

    void remove(KnownRule rule) {
        rules.remove(rule.id());
    }

    /** All that comes about as time passes to the full second, as {@code name:STATE}. */
    List<String> pass(long now) {
        List<String> came = new ArrayList<>();
        rules.values().forEach(rule -> {
            for (long next = timer(rule); next < now; next = timer(rule)) {
                step(rule, next, came);
            }
            step(rule, now, came);
        });
        slid = now;
        rules.values().forEach(rule -> {
            notice(rule, rule.rule.rule().when(), "", measure -> slides(measure, now));
            step(rule, now, came);
        });
        return came;
    }

    /** Whether a reading leaves the window at this time: it has another value then. */
    private boolean slides(Measure measure, long now) {
        return measure.window().isPresent()
                && measure.window().get().extent() instanceof Window.Extent.Lasting(Duration duration)
                && history.getOrDefault(measure.signal().of("d"), List.of()).stream()
                        .anyMatch(sample -> !sample.value().isNaN() && sample.origin() == now - duration.toNanos());
    }

    List<String> see(Sample sample) {
        last.put(
                Sample.reportOf(sample.signal().device()),
                Sample.report(sample.signal().device(), sample.origin()));
        last.put(sample.signal(), sample);
        history.computeIfAbsent(sample.signal(), any -> new ArrayList<>()).add(sample);
        List<String> came = new ArrayList<>();
        rules.values().forEach(rule -> {
            notice(rule, rule.rule.rule().when(), "", measure -> measure.signal()
                    .of("d")
                    .equals(sample.signal()));
            step(rule, sample.origin(), came);
        });
        return came;
    }

    private static long timer(Naive rule) {
        long first = rule.state.deadline().map(Sample::originOf).orElse(Long.MAX_VALUE);
        for (RuleState state : rule.held.values()) {
            first = Math.min(first, state.deadline().map(Sample::originOf).orElse(Long.MAX_VALUE));
        }
        return first;
    }

    private void step(Naive rule, long time, List<String> came) {
        Truth truth = truth(rule, rule.rule.rule().when(), "", time);
        if (truth == rule.known && timer(rule) > time) {
            return;
        }
        rule.known = truth;
        long at = Math.max(time, rule.changed + 1);
        RuleState next = rule.machine.after(rule.state, truth, Sample.timeOf(at));
        if (next != rule.state) {
            rule.state = next;
            rule.changed = at;
            came.add(rule.rule.rule().name() + ":" + next.label());
        }
    }

    /** A value of these has come: the limits on them are no longer new. */
    private void notice(Naive rule, Condition condition, String place, Predicate<Measure> took) {
        switch (condition) {
            case Condition.Threshold threshold -> notice(rule, threshold.measure(), place, took);
            case Condition.Range range -> notice(rule, range.measure(), place, took);
            case Condition.All all -> notice(rule, all.conditions(), place, took);
            case Condition.Any any -> notice(rule, any.conditions(), place, took);
            case Condition.Held held -> notice(rule, held.condition(), place + "h", took);
            case Condition.MovingThreshold _,
                    Condition.Equals _,
                    Condition.Absence _,
                    Condition.Within _,
                    Condition.Expression _ -> {}
        }
    }

    private void notice(Naive rule, List<Condition> parts, String place, Predicate<Measure> took) {
        for (int i = 0; i < parts.size(); i++) {
            notice(rule, parts.get(i), place + i + ".", took);
        }
    }

    private void notice(Naive rule, Measure measure, String place, Predicate<Measure> took) {
        if (took.test(measure) && !value(rule, measure, slid, true).isNaN()) {
            rule.seen.put(place, true);
        }
    }

    private Truth truth(Naive rule, Condition condition, String place, long time) {
        return switch (condition) {
            case Condition.Threshold(Measure measure, Limit limit) -> {
                // A limit sees a window slide also while the sensor is silent; only nobody asks it then.
                Quantity value = value(rule, measure, time, true);
                if (value.isNaN() || !rule.seen.getOrDefault(place, false)) {
                    yield Truth.UNKNOWN;
                }
                Truth truth = truth(rule, place, limit, value);
                yield value(rule, measure, time, false).isNaN() ? Truth.UNKNOWN : truth;
            }
            case Condition.MovingThreshold moving -> moving(rule, moving, place, time);
            case Condition.Range range -> {
                Truth truth = range(rule, range, place, time);
                yield value(rule, range.measure(), time, false).isNaN() ? Truth.UNKNOWN : truth;
            }
            case Condition.Equals equals -> equal(rule, equals, time);
            case Condition.Absence absence -> {
                SignalKey key = new SignalKey(
                        absence.device().orElse("d"), absence.resource().orElse(""));
                long since = last.containsKey(key) ? last.get(key).origin() : Sample.originOf(rule.rule.modified());
                yield Truth.of(time >= since + absence.after().toNanos());
            }
            case Condition.Within within -> Truth.of(within.schedule().contains(Sample.timeOf(time)));
            case Condition.Expression expression -> sum(rule, expression, time);
            case Condition.All all -> {
                Truth all2 = Truth.TRUE;
                for (int i = 0; i < all.conditions().size(); i++) {
                    all2 = all2.and(truth(rule, all.conditions().get(i), place + i + ".", time));
                }
                yield all2;
            }
            case Condition.Any any -> {
                Truth any2 = Truth.FALSE;
                for (int i = 0; i < any.conditions().size(); i++) {
                    any2 = any2.or(truth(rule, any.conditions().get(i), place + i + ".", time));
                }
                yield any2;
            }
            case Condition.Held(Condition part, Delays delays) -> held(rule, part, delays, place, time);
        };
    }

    private Truth held(Naive rule, Condition part, Delays delays, String place, long time) {
        Instant at = Sample.timeOf(time);
        RuleState next = StateMachine.of(delays, Pacing.NONE)
                .after(
                        rule.held.getOrDefault(place, new RuleState.Unknown(at)),
                        truth(rule, part, place + "h", time),
                        at);
        rule.held.put(place, next);
        if (next instanceof RuleState.Unknown) {
            return Truth.UNKNOWN;
        }
        return Truth.of(next.isActive());
    }

    private static Truth truth(Naive rule, String place, Limit limit, Quantity value) {
        boolean upper = limit.side() == Limit.Side.ABOVE;
        int toLimit = compare(value, limit.at());
        boolean was = rule.beyond.getOrDefault(place, false);
        boolean is = (upper ? toLimit > 0 : toLimit < 0) || was && !isLeft(limit, upper, value);
        rule.beyond.put(place, is);
        return Truth.of(is);
    }

    private static boolean isLeft(Limit limit, boolean upper, Quantity value) {
        return switch (limit.clearing()) {
            case Limit.Clearing.Same() -> true;
            case Limit.Clearing.At(BigDecimal clear) -> upper ? compare(value, clear) < 0 : compare(value, clear) > 0;
            case Limit.Clearing.DeadBand(BigDecimal width) ->
                upper
                        ? compare(value, limit.at().subtract(width)) < 0
                        : compare(value, limit.at().add(width)) > 0;
        };
    }

    private static int compare(Quantity value, BigDecimal to) {
        // Where integers have doubles of their own, what means the same double is the same; beyond, every digit counts.
        if (Math.abs(value.approximate()) < 0x1p53 || !value.isFinite()) {
            return Double.compare(value.approximate() + 0.0, to.doubleValue() + 0.0);
        }
        return value.decimal().compareTo(to);
    }

    private Truth moving(Naive rule, Condition.MovingThreshold moving, String place, long time) {
        Quantity value = value(rule, moving.measure(), time, false);
        Quantity limit = value(rule, moving.limit(), time, false);
        if (value.isNaN() || limit.isNaN()) {
            return Truth.UNKNOWN;
        }
        boolean upper = moving.side() == Limit.Side.ABOVE;
        if (!limit.isFinite()) {
            int order = Double.compare(value.approximate(), limit.approximate());
            rule.beyond.put(place, upper ? order > 0 : order < 0);
            return Truth.of(upper ? order > 0 : order < 0);
        }
        Limit.Clearing clearing = moving.deadBand().signum() == 0
                ? new Limit.Clearing.Same()
                : new Limit.Clearing.DeadBand(moving.deadBand());
        return truth(rule, place, new Limit(moving.side(), limit.decimal().add(moving.offset()), clearing), value);
    }

    private Truth range(Naive rule, Condition.Range range, String place, long time) {
        Quantity value = value(rule, range.measure(), time, true);
        if (value.isNaN() || !rule.seen.getOrDefault(place, false)) {
            return Truth.UNKNOWN;
        }
        BigDecimal band = range.deadBand();
        boolean within = compare(value, range.low()) >= 0 && compare(value, range.high()) <= 0;
        // In the band at either end, that end stays what it was.
        boolean lowIn = rule.beyond.getOrDefault(place + "low", false);
        boolean highIn = rule.beyond.getOrDefault(place + "high", false);
        if (range.inside()) {
            lowIn = compare(value, range.low()) >= 0
                    || lowIn && compare(value, range.low().subtract(band)) >= 0;
            highIn = compare(value, range.high()) <= 0
                    || highIn && compare(value, range.high().add(band)) <= 0;
            rule.beyond.put(place + "low", lowIn);
            rule.beyond.put(place + "high", highIn);
            return Truth.of(lowIn && highIn);
        }
        boolean exact = band.signum() == 0;
        lowIn = compare(value, range.low()) < 0
                || !exact && lowIn && compare(value, range.low().add(band)) <= 0;
        highIn = compare(value, range.high()) > 0
                || !exact && highIn && compare(value, range.high().subtract(band)) >= 0;
        rule.beyond.put(place + "low", lowIn);
        rule.beyond.put(place + "high", highIn);
        return Truth.of(exact ? !within : lowIn || highIn);
    }

    private Truth equal(Naive rule, Condition.Equals equals, long time) {
        Sample sample = last.get(equals.measure().signal().of("d"));
        if (sample == null || isStale(rule, sample, time) || sample.kind() == Sample.Kind.NONE) {
            return Truth.UNKNOWN;
        }
        if (sample.kind() == Sample.Kind.TEXT) {
            return Truth.of(sample.text().equals(equals.value().toString()) == equals.equal());
        }
        if (sample.value().isNaN()) {
            return Truth.UNKNOWN;
        }
        boolean same = equals.value() instanceof BigDecimal number
                ? compare(sample.value(), number) == 0
                : sample.text().equals(equals.value());
        return Truth.of(same == equals.equal());
    }

    /** The only expression that is tried: all together are more than 3. */
    private Truth sum(Naive rule, Condition.Expression expression, long time) {
        double sum = 0;
        for (Measure measure : expression.variables().values()) {
            sum += value(rule, measure, time, false).approximate();
        }
        return Double.isNaN(sum) ? Truth.UNKNOWN : Truth.of(sum > 3);
    }

    private boolean isStale(Naive rule, Sample sample, long time) {
        // As with windows: what happens at a time by itself is seen after the timers of that time.
        return rule.rule
                .rule()
                .staleAfter()
                .filter(after -> Math.max(slid, sample.origin()) >= sample.origin() + after.toNanos())
                .isPresent();
    }

    private Quantity value(Naive rule, Measure measure, long time, boolean evenStale) {
        SignalKey signal = measure.signal().of("d");
        Sample sample = last.get(signal);
        if (sample == null || !evenStale && isStale(rule, sample, time)) {
            return Quantity.NOT_A_NUMBER;
        }
        return measure.window().map(window -> window(window, signal)).orElseGet(sample::value);
    }

    private Quantity window(Window window, SignalKey signal) {
        List<Sample> all = history.getOrDefault(signal, List.of());
        long newest = Math.max(slid, all.getLast().origin());
        List<Sample> numbers =
                new ArrayList<>(all.stream().filter(s -> !s.value().isNaN()).toList());
        switch (window.extent()) {
            case Window.Extent.Lasting(Duration duration) ->
                numbers.removeIf(s -> s.origin() <= newest - duration.toNanos());
            case Window.Extent.Readings(int count) -> {
                if (numbers.size() < count) {
                    return Quantity.NOT_A_NUMBER;
                }
                numbers = numbers.subList(numbers.size() - count, numbers.size());
            }
        }
        List<BigDecimal> values = numbers.stream().map(s -> s.value().decimal()).toList();
        BigDecimal sum = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        Optional<BigDecimal> result =
                switch (window.function()) {
                    case COUNT -> Optional.of(BigDecimal.valueOf(values.size()));
                    case SUM -> Optional.of(sum);
                    case AVG ->
                        values.isEmpty()
                                ? Optional.empty()
                                : Optional.of(sum.divide(
                                        BigDecimal.valueOf(values.size()), java.math.MathContext.DECIMAL128));
                    case MIN -> values.stream().min(BigDecimal::compareTo);
                    case MAX -> values.stream().max(BigDecimal::compareTo);
                    case DELTA ->
                        values.size() < 2
                                ? Optional.empty()
                                : Optional.of(values.getLast().subtract(values.getFirst()));
                    case RATE ->
                        values.size() < 2
                                ? Optional.empty()
                                : Optional.of(values.getLast()
                                        .subtract(values.getFirst())
                                        .multiply(BigDecimal.valueOf(SECOND))
                                        .divide(
                                                BigDecimal.valueOf(numbers.getLast()
                                                                .origin()
                                                        - numbers.getFirst().origin()),
                                                java.math.MathContext.DECIMAL128));
                };
        return result.map(Quantity::of).orElse(Quantity.NOT_A_NUMBER);
    }
}

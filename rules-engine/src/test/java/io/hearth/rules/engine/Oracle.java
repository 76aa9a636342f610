package io.hearth.rules.engine;

import io.hearth.rules.limit.Limit;
import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Delays;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Measure;
import io.hearth.rules.rule.Pacing;
import io.hearth.rules.rule.SignalKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The rules' meaning written down as plainly as can be: every rule looks at everything, every second. It has no index, no
 * timers, nothing shared and nothing kept but the readings. Only which state follows which is not written down again.
 */
final class Oracle {
    private final NaiveReadings readings = new NaiveReadings();
    private final Map<UUID, Naive> rules = new LinkedHashMap<>();

    /** A rule and all that it remembers, by the place of a part in its condition. */
    private static final class Naive {
        private final KnownRule rule;
        private final StateMachine machine;
        private final NaiveSides sides = new NaiveSides();
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
        readings.slideTo(now);
        rules.values().forEach(rule -> {
            notice(rule, rule.rule.rule().when(), "", measure -> readings.slides(measure, now));
            step(rule, now, came);
        });
        return came;
    }

    List<String> see(Sample sample) {
        readings.see(sample);
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
        if (took.test(measure) && !value(rule, measure, true).isNaN()) {
            rule.seen.put(place, true);
        }
    }

    private Truth truth(Naive rule, Condition condition, String place, long time) {
        return switch (condition) {
            case Condition.Threshold(Measure measure, Limit limit) -> {
                // A limit sees a window slide also while the sensor is silent; only nobody asks it then.
                Quantity value = value(rule, measure, true);
                if (value.isNaN() || !rule.seen.getOrDefault(place, false)) {
                    yield Truth.UNKNOWN;
                }
                Truth truth = rule.sides.of(place, limit, value);
                yield value(rule, measure, false).isNaN() ? Truth.UNKNOWN : truth;
            }
            case Condition.MovingThreshold moving -> moving(rule, moving, place);
            case Condition.Range range -> {
                Truth truth = range(rule, range, place);
                yield value(rule, range.measure(), false).isNaN() ? Truth.UNKNOWN : truth;
            }
            case Condition.Equals equals -> equal(rule, equals);
            case Condition.Absence absence -> {
                SignalKey key = new SignalKey(
                        absence.device().orElse("d"), absence.resource().orElse(""));
                long since =
                        readings.last(key).map(Sample::origin).orElseGet(() -> Sample.originOf(rule.rule.modified()));
                yield Truth.of(time >= since + absence.after().toNanos());
            }
            case Condition.Within within -> Truth.of(within.schedule().contains(Sample.timeOf(time)));
            case Condition.Expression expression -> sum(rule, expression);
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

    private Truth moving(Naive rule, Condition.MovingThreshold moving, String place) {
        Quantity value = value(rule, moving.measure(), false);
        Quantity limit = value(rule, moving.limit(), false);
        return value.isNaN() || limit.isNaN() ? Truth.UNKNOWN : rule.sides.of(place, moving, value, limit);
    }

    private Truth range(Naive rule, Condition.Range range, String place) {
        Quantity value = value(rule, range.measure(), true);
        return value.isNaN() || !rule.seen.getOrDefault(place, false)
                ? Truth.UNKNOWN
                : rule.sides.of(place, range, value);
    }

    private Truth equal(Naive rule, Condition.Equals equals) {
        return readings.fresh(rule.rule.rule(), equals.measure().signal().of("d"))
                .map(sample -> equal(sample, equals))
                .orElse(Truth.UNKNOWN);
    }

    private static Truth equal(Sample sample, Condition.Equals equals) {
        if (sample.kind() == Sample.Kind.TEXT) {
            return Truth.of(sample.text().equals(equals.value().toString()) == equals.equal());
        }
        if (sample.value().isNaN() || sample.kind() == Sample.Kind.NONE) {
            return Truth.UNKNOWN;
        }
        boolean same = equals.value() instanceof BigDecimal number
                ? NaiveSides.compare(sample.value(), number) == 0
                : sample.text().equals(equals.value());
        return Truth.of(same == equals.equal());
    }

    /** The only expression that is tried: all together are more than 3. */
    private Truth sum(Naive rule, Condition.Expression expression) {
        double sum = 0;
        for (Measure measure : expression.variables().values()) {
            sum += value(rule, measure, false).approximate();
        }
        return Double.isNaN(sum) ? Truth.UNKNOWN : Truth.of(sum > 3);
    }

    private Quantity value(Naive rule, Measure measure, boolean evenStale) {
        return readings.value(rule.rule.rule(), measure, evenStale);
    }
}

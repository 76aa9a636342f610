package io.hearth.rules.engine;

import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.Measure;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.rule.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All readings there were, each looked at anew whenever one is asked for. */
final class NaiveReadings {
    private static final long SECOND = 1_000_000_000L;

    private final Map<SignalKey, Sample> last = new HashMap<>();
    private final Map<SignalKey, List<Sample>> history = new HashMap<>();
    /** Until when windows have slid. */
    private long slid;

    void see(Sample sample) {
        String device = sample.signal().device();
        last.put(Sample.reportOf(device), Sample.report(device, sample.origin()));
        last.put(sample.signal(), sample);
        history.computeIfAbsent(sample.signal(), any -> new ArrayList<>()).add(sample);
    }

    /** Time has come so far, for windows and for sensors that say nothing. */
    void slideTo(long now) {
        slid = now;
    }

    Optional<Sample> last(SignalKey signal) {
        return Optional.ofNullable(last.get(signal));
    }

    /** The same, unless it is stale for a rule. */
    Optional<Sample> fresh(Rule rule, SignalKey signal) {
        return last(signal).filter(sample -> !isStale(rule, sample));
    }

    /** Whether a reading leaves the window at this time: it has another value then. */
    boolean slides(Measure measure, long now) {
        return measure.window().isPresent()
                && measure.window().get().extent() instanceof Window.Extent.Lasting(Duration duration)
                && history.getOrDefault(measure.signal().of("d"), List.of()).stream()
                        .anyMatch(sample -> !sample.value().isNaN() && sample.origin() == now - duration.toNanos());
    }

    private boolean isStale(Rule rule, Sample sample) {
        // As with windows: what happens at a time by itself is seen after the timers of that time.
        return rule.staleAfter()
                .filter(after -> Math.max(slid, sample.origin()) >= sample.origin() + after.toNanos())
                .isPresent();
    }

    Quantity value(Rule rule, Measure measure, boolean evenStale) {
        SignalKey signal = measure.signal().of("d");
        Sample sample = last.get(signal);
        if (sample == null || !evenStale && isStale(rule, sample)) {
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

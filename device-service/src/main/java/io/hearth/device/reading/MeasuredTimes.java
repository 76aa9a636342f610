package io.hearth.device.reading;

import io.hearth.device.mapping.ReadBinding;
import io.hearth.device.mapping.TimeRule;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * When values were measured. A time that cannot be read, or that lies so far from the arrival that a clock must be wrong, is
 * replaced by the time of arrival, or is a reason to reject the value, as the mapping says.
 */
final class MeasuredTimes {
    private final long maxPast;
    private final long maxFuture;
    private final Consumer<Oddity> oddities;

    MeasuredTimes(DecodingRules rules, Consumer<Oddity> oddities) {
        this.maxPast = rules.maxPast().toNanos();
        this.maxFuture = rules.maxFuture().toNanos();
        this.oddities = oddities;
    }

    /** Unix ns. */
    long of(ReadBinding binding, BindingReader.Source source, BindingReader reader) throws Unusable {
        Optional<TimeRule> rule = binding.rule().time();
        return rule.isEmpty() ? source.arrival() : of(binding, rule.get(), source, reader);
    }

    private long of(ReadBinding binding, TimeRule rule, BindingReader.Source source, BindingReader reader)
            throws Unusable {
        Optional<String> text =
                reader.found(rule.place(), source.part(), source.captures()).word();
        if (text.isEmpty()) {
            return instead(Oddity.TIME_NOT_READ, binding, rule, source, "says none");
        }
        long measured;
        try {
            measured = rule.format().nanos(text.get());
        } catch (IllegalArgumentException noTime) {
            return instead(Oddity.TIME_NOT_READ, binding, rule, source, "'" + text.get() + "' " + noTime.getMessage());
        }
        // EdgeX knows no origin of 0 or before.
        boolean near = measured > 0
                && Long.compare(source.arrival() - measured, maxPast) <= 0
                && measured - source.arrival() <= maxFuture;
        return near
                ? measured
                : instead(
                        Oddity.TIME_OUT_OF_BOUNDS,
                        binding,
                        rule,
                        source,
                        "'" + text.get() + "' is too far from the time of arrival");
    }

    private long instead(Oddity oddity, ReadBinding binding, TimeRule rule, BindingReader.Source source, String why)
            throws Unusable {
        if (!rule.otherwise()) {
            throw new Unusable(
                    Reason.BAD_TIME,
                    binding.resource() + ": the time " + rule.place().words() + " " + why);
        }
        oddities.accept(oddity);
        return source.arrival();
    }
}

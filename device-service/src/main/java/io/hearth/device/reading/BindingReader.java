package io.hearth.device.reading;

import io.hearth.contracts.event.ReadingValue;
import io.hearth.contracts.value.ValueType;
import io.hearth.device.mapping.QualityRule;
import io.hearth.device.mapping.ReadBinding;
import io.hearth.device.mapping.ReadRule;
import io.hearth.device.mapping.Unsaid;
import io.hearth.device.mapping.ValuePlace;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes one resource's value from a part of a message, by all that its attributes say. */
final class BindingReader {
    private final Values values;
    private final MeasuredTimes times;
    private final Consumer<Oddity> oddities;

    BindingReader(Codecs codecs, Consumer<Oddity> oddities) {
        this.values = new Values(codecs);
        this.times = new MeasuredTimes(codecs.rules(), oddities);
        this.oddities = oddities;
    }

    /**
     * Where a value is taken from.
     *
     * @param part     a part of a message
     * @param captures what the topic names
     * @param arrival  when the message came, Unix ns
     */
    record Source(Part part, Map<String, String> captures, long arrival) {}

    /** What came of it. */
    sealed interface Result {}

    /** A value. */
    record Taken(Decoded.Value value) implements Result {}

    /** It is not there. */
    record Missing() implements Result {}

    /** The mapping says that it is none. */
    record LeftOut() implements Result {}

    Result read(ReadBinding binding, Source source) throws Unusable {
        ReadRule rule = binding.rule();
        if (rule.only().isPresent() && !isOf(rule.only().get(), source)) {
            return new LeftOut();
        }
        if (rule.quality().isPresent() && !isGood(rule.quality().get(), source)) {
            oddities.accept(Oddity.BAD_QUALITY);
            return unsaid(rule.quality().get().bad(), binding, source, Reason.BAD_QUALITY, "is not good");
        }
        return switch (found(binding.place(), source.part(), source.captures())) {
            case Found.Nothing nothing -> missing(binding, source);
            case Found.Tree tree when tree.node().isNull() -> none(binding, source);
            case Found.Cell cell
            when cell.text().isEmpty() && binding.type() != ValueType.STRING -> none(binding, source);
            case Found found -> new Taken(values.of(binding, found, times.of(binding, source, this)));
        };
    }

    /** What is at a place of a part, or of the topic. */
    Found found(ValuePlace place, Part part, Map<String, String> captures) throws Unusable {
        if (place instanceof ValuePlace.TopicLevel level) {
            String text = captures.get(level.name());
            return text == null ? Found.NOTHING : new Found.Text(text);
        }
        return part.at(place);
    }

    private boolean isOf(ReadRule.Only only, Source source) throws Unusable {
        return found(only.place(), source.part(), source.captures())
                .word()
                .filter(only.word()::equals)
                .isPresent();
    }

    /** Of what the device says nothing, there is nothing bad to say. */
    private boolean isGood(QualityRule rule, Source source) throws Unusable {
        Optional<String> word =
                found(rule.place(), source.part(), source.captures()).word();
        return word.isEmpty() || rule.good().contains(word.get().strip().toLowerCase(Locale.ROOT));
    }

    private Result missing(ReadBinding binding, Source source) throws Unusable {
        Unsaid then = binding.rule().onMissing();
        if (then == Unsaid.LEAVE_OUT) {
            oddities.accept(Oddity.MISSING);
            return new Missing();
        }
        return unsaid(then, binding, source, Reason.NO_VALUE, "is missing");
    }

    private Result none(ReadBinding binding, Source source) throws Unusable {
        Unsaid then = binding.rule().onNull();
        if (then == Unsaid.LEAVE_OUT) {
            oddities.accept(Oddity.NULL);
        }
        return unsaid(then, binding, source, Reason.NO_VALUE, "is null");
    }

    private Result unsaid(Unsaid then, ReadBinding binding, Source source, Reason reason, String what) throws Unusable {
        return switch (then) {
            case LEAVE_OUT -> new LeftOut();
            case REJECT -> throw new Unusable(reason, binding.words() + " " + what);
            case NULL ->
                new Taken(new Decoded.Value(
                        binding, binding.type(), new ReadingValue.NullValue(), times.of(binding, source, this)));
        };
    }
}

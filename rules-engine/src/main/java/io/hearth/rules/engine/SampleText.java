package io.hearth.rules.engine;

import io.hearth.contracts.value.ValueType;
import io.hearth.rules.limit.Quantity;
import io.hearth.rules.rule.SignalKey;
import java.util.Optional;

/**
 * A reading as it is stored: its origin in ns, a letter for what it is, and its text. Without the letter it is a number, as
 * it was written when there was nothing else.
 */
final class SampleText {
    private SampleText() {}

    static String write(Sample sample) {
        char kind =
                switch (sample.kind()) {
                    case NUMBER -> 'N';
                    case TEXT -> 'T';
                    case NONE -> '-';
                };
        return sample.origin() + " " + kind + " " + sample.text();
    }

    /** The reading that a text says; empty when it says none. */
    static Optional<Sample> read(SignalKey signal, String text) {
        String[] words = text.split(" ", 3);
        try {
            long origin = Long.parseLong(words[0]);
            return switch (words.length) {
                case 2 -> Optional.of(number(signal, origin, words[1]));
                case 3 -> Optional.of(of(signal, origin, words[1], words[2]));
                default -> Optional.empty();
            };
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }

    private static Sample of(SignalKey signal, long origin, String kind, String text) {
        return switch (kind) {
            case "T" -> new Sample(signal, origin, text, Quantity.NOT_A_NUMBER, Sample.Kind.TEXT);
            case "-" -> new Sample(signal, origin, text, Quantity.NOT_A_NUMBER, Sample.Kind.NONE);
            default -> number(signal, origin, text);
        };
    }

    private static Sample number(SignalKey signal, long origin, String text) {
        Quantity integer = Quantity.parse(ValueType.UINT64, text);
        return new Sample(signal, origin, text, integer.isNaN() ? Quantity.parse(ValueType.FLOAT64, text) : integer);
    }
}

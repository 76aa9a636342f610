package io.hearth.device.command;

import io.hearth.contracts.value.InvalidValue;
import io.hearth.contracts.value.ValueType;
import io.hearth.device.transform.Conversion;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a resource reads when its device has done what it was told. That is not always what was asked for: 23.46 becomes 234
 * where the device takes tenths, and is read as 23.4.
 *
 * @param texts     that prove it
 * @param tolerance by how much, in proportion, a number may differ
 */
record ExpectedReading(Set<String> texts, double tolerance) {
    private static final double FLOAT32 = 1e-6;
    private static final double FLOAT64 = 1e-9;

    /**
     * The readings that prove a value.
     *
     * @param value   what was written
     * @param written what became of it on its way to the device
     * @param type    of the resource that shows it
     * @param shown   what becomes of what the device reports there
     */
    static ExpectedReading of(WrittenValue value, Conversion written, ValueType type, Conversion shown) {
        Set<String> texts = new LinkedHashSet<>();
        ValueType own = value.resource().type();
        // In the units of who asked, as far as the device could be told.
        reading(written, own, value.sent()).ifPresent(texts::add);
        if (written.mappings().isEmpty()) {
            // What the device could not be told exactly is proved by what it was told only.
            if (texts.isEmpty()) {
                texts.add(value.text());
            }
        } else {
            value.told().ifPresent(texts::add);
            reading(new Conversion(written.arithmetic(), "", Map.of()), own, value.sent())
                    .ifPresent(texts::add);
        }
        if (!shown.equals(Conversion.NONE)) {
            reading(shown, type, value.sent()).ifPresent(texts::add);
        }
        return new ExpectedReading(
                Set.copyOf(texts), own == ValueType.FLOAT32 || type == ValueType.FLOAT32 ? FLOAT32 : FLOAT64);
    }

    private static Optional<String> reading(Conversion conversion, ValueType type, String sent) {
        try {
            return conversion.read(type, type.canonical(sent)) instanceof Conversion.Value read
                    ? Optional.of(read.text())
                    : Optional.empty();
        } catch (InvalidValue notOfTheType) {
            return Optional.empty();
        }
    }

    /** Whether a reading is one of them; 23 is 23.0. */
    boolean is(String read) {
        return texts.stream().anyMatch(text -> text.equals(read) || sameNumber(text, read));
    }

    private boolean sameNumber(String wanted, String read) {
        try {
            BigDecimal a = new BigDecimal(wanted);
            BigDecimal b = new BigDecimal(read);
            boolean whole = a.stripTrailingZeros().scale() <= 0
                    && b.stripTrailingZeros().scale() <= 0;
            return whole
                    ? a.compareTo(b) == 0
                    : Math.abs(a.doubleValue() - b.doubleValue())
                            <= tolerance * Math.max(Math.abs(a.doubleValue()), Math.abs(b.doubleValue()));
        } catch (NumberFormatException noNumber) {
            return false;
        }
    }
}

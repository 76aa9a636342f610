package io.hearth.device.autoevent;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.contracts.value.ValueType;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What of an event differs from what was published last (EdgeX device SDK, onChange). Used by one thread at a time. */
final class Changes {
    private static final int MOST_DIGITS = 1100;

    private final BigDecimal threshold;
    private final boolean changedOnly;
    /** Per resource what stands for its value: bytes are known by their hash. */
    private final Map<String, Object> published = new HashMap<>();

    /**
     * Nothing published yet: everything differs.
     *
     * @param threshold   a number differs when the difference is greater than this; 0: when it is another
     * @param changedOnly whether readings that do not differ are left out
     */
    Changes(double threshold, boolean changedOnly) {
        this.threshold = threshold > 0 ? BigDecimal.valueOf(threshold) : BigDecimal.ZERO;
        this.changedOnly = changedOnly;
    }

    /** The event as it is to be published; empty when nothing differs. */
    Optional<Event> of(Event event) {
        List<Reading> changed = event.readings().stream().filter(this::differs).toList();
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                changedOnly
                        ? new Event(
                                event.apiVersion(),
                                event.id(),
                                event.deviceName(),
                                event.profileName(),
                                event.sourceName(),
                                event.origin(),
                                changed,
                                event.tags())
                        : event);
    }

    /** The event was published: what comes is compared with it. */
    void published(Event event) {
        event.readings().forEach(reading -> published.put(reading.resourceName(), identity(reading)));
    }

    private boolean differs(Reading reading) {
        Object last = published.get(reading.resourceName());
        Object now = identity(reading);
        if (last == null || last.equals(now)) {
            return last == null;
        }
        Optional<BigDecimal> before = number(last);
        Optional<BigDecimal> after = number(now);
        return threshold.signum() == 0
                || before.isEmpty()
                || after.isEmpty()
                || after.get().subtract(before.get()).abs().compareTo(threshold) > 0;
    }

    private static Object identity(Reading reading) {
        return switch (reading.value()) {
            case ReadingValue.Binary binary -> hash(binary.bytes());
            case ReadingValue other -> List.of(reading.valueType(), other);
        };
    }

    private static Optional<BigDecimal> number(Object identity) {
        if (identity instanceof List<?> typed
                && typed.getLast() instanceof ReadingValue.Simple simple
                && ValueType.of(typed.getFirst().toString())
                        .filter(ValueType::isNumeric)
                        .isPresent()) {
            try {
                return Optional.of(comparable(new BigDecimal(simple.text())));
            } catch (NumberFormatException noNumber) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** One with an exponent beyond that of any double would fill the memory with zeros when something is added to it. */
    private static BigDecimal comparable(BigDecimal number) {
        return Math.abs((long) number.scale()) > MOST_DIGITS ? BigDecimal.valueOf(number.doubleValue()) : number;
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}

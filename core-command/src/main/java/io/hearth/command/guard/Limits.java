package io.hearth.command.guard;

import io.hearth.command.profile.OwnSettings;
import io.hearth.contracts.value.GoDuration;
import io.hearth.contracts.value.InvalidValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a profile protects a resource or a device command.
 *
 * @param minOn     how long it stays on at least
 * @param minOff    how long it stays off at least
 * @param offValues the values that mean off; empty when the value's type says it
 * @param rate      how often it may be set
 */
record Limits(Optional<Duration> minOn, Optional<Duration> minOff, List<String> offValues, Optional<Rate> rate) {
    private static final int MOST = 1000;

    /** So many commands within so long. */
    record Rate(int count, Duration window) {}

    /** As the settings say; 409 for what is not allowed there. */
    static Limits of(OwnSettings settings) {
        return new Limits(
                settings.duration("minOnTime"),
                settings.duration("minOffTime"),
                settings.texts("offValues").orElse(List.of()),
                settings.text("rateLimit", "a count per time such as 6/1m").map(text -> rate(settings, text)));
    }

    /** Whether anything depends on its being on or off. */
    boolean switches() {
        return minOn.isPresent() || minOff.isPresent();
    }

    /** These, and where they say nothing of on and off, the device command's. */
    Limits or(Limits command) {
        return new Limits(
                minOn.or(command::minOn),
                minOff.or(command::minOff),
                offValues.isEmpty() ? command.offValues() : offValues,
                rate);
    }

    private static Rate rate(OwnSettings settings, String text) {
        int slash = text.indexOf('/');
        try {
            int count = Integer.parseInt(text.substring(0, Math.max(slash, 0)).trim());
            Duration window = GoDuration.parse(text.substring(slash + 1).trim());
            if (count >= 1 && count <= MOST && window.isPositive()) {
                return new Rate(count, window);
            }
        } catch (NumberFormatException | InvalidValue notOne) {
            // said below, with what is allowed
        }
        throw settings.wrong("rateLimit", text, "a count from 1 to " + MOST + " per time, such as 6/1m");
    }
}

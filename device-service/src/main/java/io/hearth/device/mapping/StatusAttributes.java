package io.hearth.device.mapping;

import io.hearth.contracts.value.GoDuration;
import io.hearth.contracts.value.ValueType;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Reads the attributes that say who is online: {@code online}, {@code offline} and {@code silence} (docs/devices.md). */
final class StatusAttributes {
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private StatusAttributes() {}

    static StatusRule of(Attributes attributes, ValueType type) {
        Set<String> online = words(attributes, "online", type);
        Set<String> offline = words(attributes, "offline", type);
        Set<String> both = new LinkedHashSet<>(online);
        both.retainAll(offline);
        if (!both.isEmpty()) {
            attributes.problem("offline", "has " + both + " as online has, allowed is each value in one of them");
        }
        Optional<Duration> silence = attributes.parsedWord("silence", StatusAttributes::silence);
        return online.isEmpty() && offline.isEmpty() && silence.isEmpty()
                ? StatusRule.NONE
                : new StatusRule(online, offline, silence);
    }

    private static Set<String> words(Attributes attributes, String name, ValueType type) {
        if (attributes.has(name) && !type.isSimple()) {
            attributes.problem(
                    name,
                    "cannot be said by a " + type.wireName()
                            + ", allowed where a value has one text, as String or Bool");
        }
        return Set.copyOf(attributes.list(name));
    }

    /** A duration, as EdgeX writes them; an {@link IllegalArgumentException} goes on from the text that was wrong. */
    static Duration silence(String text) {
        try {
            Duration silence = GoDuration.parse(text);
            if (silence.isZero() || silence.compareTo(SHORTEST) >= 0) {
                return silence;
            }
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(notAllowed(), wrong);
        }
        throw new IllegalArgumentException(notAllowed());
    }

    private static String notAllowed() {
        return "is not allowed, allowed are durations of 1s and more, such as 90s or 1h30m, and 0 for never";
    }
}

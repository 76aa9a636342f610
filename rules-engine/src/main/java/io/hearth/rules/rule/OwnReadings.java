package io.hearth.rules.rule;

import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.contracts.value.ValueType;
import java.util.Map;

/**
 * The readings that rules write. Their values count as those of the device; that they came says nothing of the device, which may
 * have been silent for long. On the bus their topic tells them, where they are recorded a tag does.
 */
public final class OwnReadings {
    /** The device service that events of the rules engine come from. */
    public static final String SERVICE = "rules-engine";

    private static final String TAG = "service";

    private OwnReadings() {}

    /** A reading that a rule writes, with its value's text as it is. */
    public static Reading reading(
            long origin, String device, String profile, String resource, ValueType type, String text) {
        return new Reading(
                "",
                origin,
                device,
                resource,
                profile,
                type.wireName(),
                "",
                Map.of(TAG, SERVICE),
                new ReadingValue.Simple(text));
    }

    /** Whether a rule wrote this. */
    public static boolean isOwn(Reading reading) {
        return SERVICE.equals(reading.tags().get(TAG));
    }
}

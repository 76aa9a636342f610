package io.hearth.bench.store;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.EventId;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.value.ValueType;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/**
 * The devices whose readings are stored: fifty that report temperature, humidity and pressure about once a second, and one
 * that does so for as long as a third of all events lasts, for the charts.
 *
 * @param start  origin of the first event in ns since 1970
 * @param ownIds whether the events carry ids as our device service makes them, or foreign UUIDs
 */
record Fleet(long start, boolean ownIds) {
    static final String BUSY = "busy";
    static final int READINGS = 3;
    private static final int OTHERS = 50;
    private static final int ROUND = 10;
    private static final int BUSY_IN_A_ROUND = 3;
    private static final long SECOND = 1_000_000_000;

    /** The event of this number, always the same one but for a foreign id. */
    Event event(long number) {
        Random random = new Random(number * 0x9E3779B97F4A7C15L);
        long round = number / ROUND;
        int place = (int) (number % ROUND);
        boolean busy = place < BUSY_IN_A_ROUND;
        long other = round * (ROUND - BUSY_IN_A_ROUND) + place - BUSY_IN_A_ROUND;
        String device = busy ? BUSY : "sensor-" + other % OTHERS;
        long step = busy ? round * BUSY_IN_A_ROUND + place : other / OTHERS;
        long origin = start + step * SECOND + random.nextInt((int) SECOND);
        List<Reading> readings = List.of(
                reading(device, "temperature", origin, "%.2f", 18 + random.nextDouble() * 8),
                reading(device, "humidity", origin, "%.1f", 30 + random.nextDouble() * 40),
                reading(device, "pressure", origin, "%.0f", 980 + random.nextDouble() * 60));
        UUID id = ownIds
                ? EventId.of(device, origin)
                : new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | 1L << 63);
        return new Event(ApiVersion.V3, id.toString(), device, "climate", "all", origin, readings, null);
    }

    /** How many of the first {@code events} are the busy device's. */
    static long ofBusy(long events) {
        return events / ROUND * BUSY_IN_A_ROUND + Math.min(events % ROUND, BUSY_IN_A_ROUND);
    }

    private static Reading reading(String device, String resource, long origin, String format, double value) {
        return Reading.simple(
                origin, device, "climate", resource, ValueType.FLOAT64, String.format(Locale.ROOT, format, value));
    }
}

package io.hearth.coredata.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** What a reading costs in Redis, everything counted (the figures are those of the design of the store). */
class StoreSizeTest {
    private static final int EVENTS = 100_000;
    private static final int DEVICES = 50;
    private static final int READINGS = 3;
    private static final int BATCH = 1000;
    private static final long SECOND = 1_000_000_000;

    private final Random random = new Random(7);

    @Test
    void a_reading_of_our_own_device_service_takes_at_most_20_octets() {
        assertThat(octetsPerReading("own ids", i -> Given.event(device(i), origin(i), values())))
                .isLessThanOrEqualTo(20);
    }

    @Test
    void a_reading_with_a_foreign_event_id_takes_at_most_50_octets() {
        assertThat(octetsPerReading("foreign ids", i -> Given.foreignEvent(device(i), origin(i), scientificValues())))
                .isLessThanOrEqualTo(50);
    }

    private double octetsPerReading(String what, LongFunction<Event> event) {
        try (StoreOnRealRedis on = StoreOnRealRedis.withDefaults()) {
            on.add(Given.event("warm", 1, "1"));
            long before = on.usedMemory();
            for (long first = 0; first < EVENTS; first += BATCH) {
                List<Event> batch = new ArrayList<>(BATCH);
                for (long i = first; i < first + BATCH; i++) {
                    batch.add(event.apply(i));
                }
                on.store.add(batch);
            }
            double octets = (double) (on.usedMemory() - before) / EVENTS / READINGS;
            assertThat(on.log.countReadings(Selection.ALL)).isEqualTo((long) EVENTS * READINGS + 1);
            System.out.printf(
                    "%.1f octets a reading, %s (%d events of %d readings, %d devices)%n",
                    octets, what, EVENTS, READINGS, DEVICES);
            return octets;
        }
    }

    private static String device(long i) {
        return "sensor-" + i % DEVICES;
    }

    /** Each device about once a second, at any nanosecond. */
    private long origin(long i) {
        return Given.ORIGIN + i / DEVICES * SECOND + random.nextInt((int) SECOND);
    }

    private String[] values() {
        return new String[] {
            "%.2f".formatted(18 + random.nextDouble() * 8),
            "%.1f".formatted(30 + random.nextDouble() * 40),
            Integer.toString(980 + random.nextInt(60))
        };
    }

    /** As EdgeX's device services write floats. */
    private String[] scientificValues() {
        return new String[] {
            "%.6e".formatted(18 + random.nextDouble() * 8),
            "%.3e".formatted(30 + random.nextDouble() * 40),
            "%.3e".formatted(980 + random.nextDouble() * 60)
        };
    }
}

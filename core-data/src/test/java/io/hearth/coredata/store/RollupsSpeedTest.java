package io.hearth.coredata.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.EventId;
import io.hearth.contracts.event.ReadingValue;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What statistics cost in memory, and how long they take to be read (the figures are those of the design of the store). */
class RollupsSpeedTest {
    private static final long SECOND = 1_000_000_000;
    private static final int READINGS = 1_000_000;
    private static final int BATCH = 1_000;
    private static final long START = System.currentTimeMillis() * 1_000_000 - READINGS * SECOND;

    @Test
    void a_million_readings_are_read_as_minutes_in_milliseconds() {
        try (StoreOnRealRedis on = StoreOnRealRedis.withDefaults()) {
            for (long from = 0; from < READINGS; from += BATCH) {
                on.store.add(LongStream.range(from, from + BATCH)
                        .mapToObj(RollupsSpeedTest::event)
                        .toList());
            }
            long best = Long.MAX_VALUE;
            for (int i = 0; i < 20; i++) {
                long begun = System.nanoTime();
                List<Statistics> minutes = on.rollups.read(
                        "boiler", "temperature", Rollups.Level.MINUTE, START / 1_000_000, Long.MAX_VALUE / 2);
                best = Math.min(best, System.nanoTime() - begun);
                assertThat(minutes.stream().mapToLong(Statistics::count).sum()).isEqualTo(READINGS);
            }
            Sizes.OfDevice size = on.sizes.of(List.of("boiler")).getFirst();
            System.out.printf(
                    "%.1f ms for the minutes of %d readings; statistics take %d octets beside %d of the events%n",
                    best / 1e6, READINGS, size.rollupBytes(), size.bytes());
            assertThat(best).isLessThan(50_000_000);
        }
    }

    private static Event event(long i) {
        long origin = START + i * SECOND;
        return Given.event(
                EventId.of("boiler", origin),
                "boiler",
                origin,
                List.of(Given.reading("boiler", "temperature", origin, new ReadingValue.Simple(i % 997 + ".5"))));
    }
}

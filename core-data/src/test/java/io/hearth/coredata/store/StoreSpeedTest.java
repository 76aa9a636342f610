package io.hearth.coredata.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How long storing takes; printed, so that a change of the script can be compared with what was before. */
class StoreSpeedTest {
    private static final int EVENTS = 200_000;
    private static final int DEVICES = 50;
    private static final int BATCH = 100;
    private static final double MOST_CPU_AN_EVENT = 150e-6;
    private static final long SECOND = 1_000_000_000;

    private final Random random = new Random(7);

    @Test
    void storing_costs_redis_little_time() {
        try (StoreOnRealRedis on = StoreOnRealRedis.withDefaults()) {
            store(on, 20_000, Given.ORIGIN - 86_400 * SECOND);
            List<List<Event>> batches = batches(EVENTS, Given.ORIGIN);
            on.resetScriptTime();
            double cpu = on.cpuSeconds();
            long start = System.nanoTime();
            batches.forEach(on.store::add);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "%.2f s for %d events of 3 readings in batches of %d, Redis' processor time %.2f s%n",
                    seconds, EVENTS, BATCH, on.cpuSeconds() - cpu);
            // Processor time, since on a busy machine the rest says nothing.
            assertThat(on.cpuSeconds() - cpu).isLessThan(EVENTS * MOST_CPU_AN_EVENT);
        }
    }

    private void store(StoreOnRealRedis on, int events, long from) {
        batches(events, from).forEach(on.store::add);
    }

    private List<List<Event>> batches(int events, long from) {
        List<List<Event>> batches = new ArrayList<>();
        for (int first = 0; first < events; first += BATCH) {
            List<Event> batch = new ArrayList<>(BATCH);
            for (int i = first; i < first + BATCH; i++) {
                batch.add(Given.event(
                        "sensor-" + i % DEVICES,
                        from + i / DEVICES * SECOND + random.nextInt((int) SECOND),
                        "%.2f".formatted(18 + random.nextDouble() * 8),
                        "%.1f".formatted(30 + random.nextDouble() * 40),
                        Integer.toString(980 + random.nextInt(60))));
            }
            batches.add(batch);
        }
        return batches;
    }
}

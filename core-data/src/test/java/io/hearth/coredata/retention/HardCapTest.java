package io.hearth.coredata.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.Event;
import io.hearth.coredata.store.Added;
import io.hearth.coredata.store.Given;
import io.hearth.coredata.store.Selection;
import io.hearth.coredata.store.StoreOnRealRedis;
import io.hearth.runtime.live.LiveConfig;
import io.hearth.runtime.rest.Page;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HardCapTest {
    private static final int DEVICES = 4;
    private static final long SECOND = 1_000_000_000;
    private static final Map<String, String> WITHOUT_ROLLUPS = Map.of("hearth.data.store.rollups.enabled", "false");

    @Test
    void the_oldest_events_of_all_devices_go_before_redis_is_full_and_what_comes_in_is_never_refused() {
        try (StoreOnRealRedis on = new StoreOnRealRedis(WITHOUT_ROLLUPS, "--maxmemory", "8mb")) {
            HardCap cap = new HardCap(on.config, on.devices, on.counts, on.sizes, on.removal);
            long stored = 0;
            long removed = 0;
            for (int round = 0; round < 60; round++) {
                assertThat(store(on, stored, 5_000)).containsOnly(Added.STORED);
                stored += 5_000;
                removed += cap.enforce(() -> true);
            }

            assertThat(removed).isPositive();
            assertThat(on.usedMemory()).isLessThan((long) (8 * 1024 * 1024 * 0.95));
            assertThat(on.log.countEvents(Selection.ALL)).isEqualTo(stored - removed);
            assertOldestAreGone(on, stored, stored - removed);
        }
    }

    @Test
    void all_events_together_stay_below_the_cap() {
        try (StoreOnRealRedis on = new StoreOnRealRedis(
                Map.of("hearth.data.cap.bytes", "1000000", "hearth.data.cap.measure-interval", "0s"))) {
            HardCap cap = new HardCap(on.config, on.devices, on.counts, on.sizes, on.removal);
            assertThat(cap.enforce(() -> true)).isZero();
            store(on, 0, 60_000);

            long removed = cap.enforce(() -> true);

            assertThat(removed).isBetween(10_000L, 50_000L);
            assertOldestAreGone(on, 60_000, 60_000 - removed);
        }
    }

    @Test
    void where_others_take_the_memory_the_few_events_go_and_nothing_breaks() {
        try (StoreOnRealRedis on = new StoreOnRealRedis(WITHOUT_ROLLUPS, "--maxmemory", "8mb")) {
            HardCap cap = new HardCap(on.config, on.devices, on.counts, on.sizes, on.removal);
            store(on, 0, 10);
            on.limitMemory("800kb");

            assertThat(cap.enforce(() -> true)).isEqualTo(10);
            assertThat(cap.enforce(() -> true)).isZero();

            on.limitMemory("8mb");
            new RetentionCycle(
                            new RetentionTable(new RetentionSettings(new LiveConfig(), on.config)),
                            null,
                            on.devices,
                            on.counts,
                            on.removal)
                    .run(Clock.systemUTC(), () -> true);
            assertThat(on.devices.names()).isEmpty();
        }
    }

    @Test
    void no_more_goes_once_redis_was_given_more_memory() {
        try (StoreOnRealRedis on = new StoreOnRealRedis(WITHOUT_ROLLUPS, "--maxmemory", "64mb")) {
            HardCap cap = new HardCap(on.config, on.devices, on.counts, on.sizes, on.removal);
            store(on, 0, 60_000);
            on.limitMemory("800kb");

            long removed = cap.enforce(() -> {
                on.limitMemory("64mb");
                return true;
            });

            assertThat(removed).isBetween(1L, 20_000L);
        }
    }

    @Test
    void nothing_goes_for_want_of_memory_that_a_deleted_device_is_about_to_free() {
        try (StoreOnRealRedis on = new StoreOnRealRedis(
                Map.of("hearth.data.store.rollups.enabled", "false", "hearth.data.cap.maxmemory-share", "0.5"))) {
            HardCap cap = new HardCap(on.config, on.devices, on.counts, on.sizes, on.removal);
            store(on, 0, 60_000);
            on.limitMemory(Long.toString((long) (on.usedMemory() / 0.6)));
            on.purge.device("sensor-1");

            assertThat(cap.enforce(() -> true)).isZero();

            assertThat(on.log.countEvents(Selection.ALL)).isEqualTo(45_000);
        }
    }

    @Test
    void a_device_can_be_deleted_when_redis_is_full() {
        try (StoreOnRealRedis on = new StoreOnRealRedis(WITHOUT_ROLLUPS, "--maxmemory", "8mb")) {
            store(on, 0, 1_000);
            on.add(Given.foreignEvent("sensor-1", Given.ORIGIN - 1, "1"));
            on.limitMemory("800kb");

            on.purge.device("sensor-1");

            assertThat(on.log.countEvents(Selection.device("sensor-1"))).isZero();
            assertThat(on.keys()).noneMatch(key -> key.contains("gone") || key.startsWith("cd:i:"));
        }
    }

    @Test
    void one_event_from_the_far_future_does_not_cost_all_the_others() {
        try (StoreOnRealRedis on = new StoreOnRealRedis(
                Map.of("hearth.data.cap.bytes", "1000000", "hearth.data.cap.measure-interval", "0s"))) {
            HardCap cap = new HardCap(on.config, on.devices, on.counts, on.sizes, on.removal);
            store(on, 0, 60_000);
            on.add(Given.event("sensor-1", Given.ORIGIN + 75L * 365 * 86_400 * SECOND, "1"));

            long removed = cap.enforce(() -> true);

            assertThat(removed).isBetween(10_000L, 50_000L);
            assertThat(on.log.countEvents(Selection.ALL)).isEqualTo(60_001 - removed);
        }
    }

    private static void assertOldestAreGone(StoreOnRealRedis on, long stored, long left) {
        List<Event> newest = on.events(Selection.ALL, new Page(0, 1, false));
        assertThat(newest.getFirst().origin()).isEqualTo(Given.ORIGIN + (stored - 1) * SECOND);
        List<Event> oldest = on.events(Selection.ALL, new Page((int) left - 1, 1, true));
        assertThat(oldest.getFirst().origin()).isEqualTo(Given.ORIGIN + (stored - left) * SECOND);
    }

    private static List<Added> store(StoreOnRealRedis on, long from, int events) {
        return on.store.add(LongStream.range(from, from + events)
                .mapToObj(i -> Given.event("sensor-" + i % DEVICES, Given.ORIGIN + i * SECOND, i + ".25", "b" + i))
                .toList());
    }
}

package io.hearth.coredata.store;

import static io.hearth.coredata.store.Given.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.EventId;
import io.hearth.contracts.event.ReadingValue;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events of a megabyte: removing and exporting them goes in steps by their octets, not only by their number. */
class LargeEventsTest {
    private static final int MEGABYTE = 1 << 20;
    private static final int LARGE = 40;
    private static StoreOnRealRedis on;

    @BeforeAll
    static void open() {
        on = new StoreOnRealRedis(Map.of("hearth.data.removal.chunk-octets", Integer.toString(MEGABYTE)));
    }

    @AfterAll
    static void close() {
        on.close();
    }

    @BeforeEach
    void clear() {
        on.clear();
        // Scripts are known from here on: only calls are counted below.
        on.add(Given.event("other", ORIGIN, "1"));
        on.removal.olderThan("other", ORIGIN + 1, () -> true);
        on.purge.device("other");
        on.purge.clean("other", () -> true);
    }

    @Test
    void a_step_of_a_removal_ends_after_some_octets() {
        pictures(0, LARGE);
        on.resetScriptTime();

        assertThat(on.removal.olderThan("camera", ORIGIN + LARGE, () -> true)).isEqualTo(LARGE);

        assertThat(on.scriptCalls()).isGreaterThanOrEqualTo(LARGE);
    }

    @Test
    void large_events_behind_many_small_ones_make_a_step_no_larger_than_a_part() {
        on.store.add(LongStream.range(0, 200)
                .mapToObj(i -> Given.event("camera", ORIGIN + i, "1"))
                .toList());
        pictures(200, LARGE);

        RemovalStep.Removed step =
                new RemovalStep(on.redis, on.config.removal()).remove("camera", Removal.Range.ALL, Optional.empty());

        assertThat(step.removed()).isBetween(200L, 200L + 32);
    }

    @Test
    void late_events_are_bounded_likewise() {
        on.add(Given.event("camera", ORIGIN + 1_000, "1"));
        pictures(0, LARGE);
        on.resetScriptTime();

        assertThat(on.removal.olderThan("camera", ORIGIN + LARGE, () -> true)).isEqualTo(LARGE);

        assertThat(on.scriptCalls()).isGreaterThanOrEqualTo(LARGE / 2);
    }

    @Test
    void the_latest_value_is_looked_into_only_for_a_removed_event_that_is_as_long() {
        on.add(picture(ORIGIN + 1_000));
        on.store.add(LongStream.range(0, 200)
                .mapToObj(i -> Given.event("camera", ORIGIN + i, "1"))
                .toList());
        on.redis.send(Request.cmd(Command.CONFIG).arg("RESETSTAT"));

        on.removal.olderThan("camera", ORIGIN + 200, () -> true);

        String reads = on.info("commandstats", "cmdstat_hget:");
        assertThat(Integer.parseInt(reads.replaceAll(".*calls=(\\d+).*", "$1")))
                .as("the small shape's and the count of events")
                .isLessThanOrEqualTo(3);
        assertThat(on.latest.of(List.of("camera"))).hasSize(1);
    }

    @Test
    void what_is_put_away_is_freed_without_its_values_crossing_the_wire() {
        for (int i = 0; i < LARGE; i++) {
            on.add(picture(UUID.randomUUID(), ORIGIN + i));
        }
        on.purge.device("camera");
        on.redis.send(Request.cmd(Command.CONFIG).arg("RESETSTAT"));

        Purge.Freed freed = on.purge.clean("camera", () -> true);

        assertThat(freed.events()).isEqualTo(LARGE);
        assertThat(Long.parseLong(on.info("stats", "total_net_output_bytes:"))).isLessThan(MEGABYTE);
        assertThat(on.scriptCalls()).isGreaterThanOrEqualTo(LARGE);
        assertThat(on.keys("cd:{camera}:*") + on.keys("cd:i:*"))
                .as("only shapes")
                .isLessThanOrEqualTo(1);
    }

    @Test
    void an_export_begins_with_few_events() {
        pictures(0, LARGE);
        on.redis.send(Request.cmd(Command.CONFIG).arg("RESETSTAT"));

        assertThat(on.log.events(Selection.device("camera")).hasNext()).isTrue();

        assertThat(Long.parseLong(on.info("stats", "total_net_output_bytes:"))).isLessThan(17L * MEGABYTE);
    }

    private static void pictures(int from, int number) {
        for (int i = from; i < from + number; i++) {
            on.add(picture(ORIGIN + i));
        }
    }

    private static Event picture(long origin) {
        return picture(EventId.of("camera", origin), origin);
    }

    private static Event picture(UUID id, long origin) {
        ReadingValue value = new ReadingValue.Binary(new byte[MEGABYTE], "image/png");
        return Given.event(id, "camera", origin, List.of(Given.binary("camera", "image", origin, value)));
    }
}

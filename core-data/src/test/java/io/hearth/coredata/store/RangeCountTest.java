package io.hearth.coredata.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.Event;
import io.hearth.runtime.rest.Page;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was counted once and remembered is never told when it is no longer so. */
class RangeCountTest {
    private static final int EVENTS = 400;
    private static final long STEP = 10_000;
    private static final String STREAM = "cd:{d}:e";
    private static StoreOnRealRedis on;

    private final Random random = new Random(5);
    private final TreeMap<Long, Place> stored = new TreeMap<>();

    @BeforeAll
    static void open() {
        on = new StoreOnRealRedis(Map.of(
                "hearth.data.query.counted-from",
                "10",
                "hearth.data.query.chunk",
                "5",
                "hearth.data.query.counted-events",
                "7"));
    }

    @AfterAll
    static void close() {
        on.close();
    }

    @BeforeEach
    void many_events() {
        on.clear();
        stored.clear();
        add(Given.ORIGIN, EVENTS);
        agrees();
    }

    @Test
    void events_that_come_later_are_counted_too() {
        add(Given.ORIGIN + EVENTS * STEP, 50);
        agrees();
        add(Given.ORIGIN + 5, 30);
        agrees();
    }

    @Test
    void of_a_device_whose_first_event_is_only_just_coming_nothing_is_in_any_time() {
        // As a count finds it that looked at the events before and at their number after the event came.
        on.redis.send(Request.cmd(Command.ZADD).arg("cd:devices").arg(1).arg("new"));
        on.redis.send(Request.cmd(Command.HSET).arg("cd:{new}:n").arg("e").arg(1));

        assertThat(on.log.countEvents(Selection.device("new").within(new TimeRange(0, 0))))
                .isZero();
    }

    @Test
    void deleted_events_are_not_counted_any_more() {
        for (int i = 0; i < 12; i++) {
            long origin = new ArrayList<>(stored.keySet()).get(random.nextInt(stored.size()));
            on.redis.send(Request.cmd(Command.XDEL)
                    .arg(STREAM)
                    .arg(stored.remove(origin).toString()));
            countDown(1);
            agrees();
        }
    }

    @Test
    void trimmed_events_are_not_counted_any_more() {
        for (int keep = EVENTS - 3; keep > 0; keep -= 61) {
            on.redis.send(Request.cmd(Command.XTRIM).arg(STREAM).arg("MAXLEN").arg(keep));
            countDown(stored.size() - keep);
            while (stored.size() > keep) {
                stored.pollFirstEntry();
            }
            agrees();
        }
    }

    @Test
    void a_stream_that_was_removed_and_filled_anew_is_counted_anew() {
        on.redis.send(Request.cmd(Command.DEL).arg(STREAM));
        on.redis.send(Request.cmd(Command.DEL).arg("cd:{d}:n"));
        stored.clear();
        for (int i = 0; i < EVENTS; i++) {
            // As many events as before, in the same time, but at other places.
            add(Given.ORIGIN + (i / 2) * STEP + i % 2, 1);
        }
        agrees();
    }

    @Test
    void any_offset_leads_to_the_right_event() {
        List<Long> newestFirst = new ArrayList<>(stored.descendingKeySet());
        for (int i = 0; i < 40; i++) {
            int offset = 10 + random.nextInt(EVENTS - 10);
            Page page = new Page(offset, 3, true);
            List<Long> expected = newestFirst.stream().skip(offset).limit(3).toList();

            assertThat(on.events(Selection.device("d"), page).stream()
                            .map(Event::origin)
                            .toList())
                    .isEqualTo(expected);
            assertThat(on.log.readings(ListRequest.of(Selection.resource("d", "resource0"), page)).items().stream()
                            .map(StoredReading::origin)
                            .toList())
                    .isEqualTo(expected);
            add(Given.ORIGIN + EVENTS * STEP + i * STEP, 1);
            newestFirst = new ArrayList<>(stored.descendingKeySet());
        }
    }

    @Test
    void readings_of_a_rare_resource_are_found_wherever_they_are() {
        List<Long> rare = stored.descendingKeySet().stream()
                .filter(origin -> (origin - Given.ORIGIN) / STEP % 50 == 0)
                .toList();

        for (int offset = 0; offset < rare.size(); offset++) {
            ListRequest request =
                    ListRequest.of(Selection.resource("d", "resource1"), new Page(offset, 2, offset % 2 == 0));
            assertThat(on.log.readings(request).items().stream()
                            .map(StoredReading::origin)
                            .toList())
                    .isEqualTo(rare.stream().skip(offset).limit(2).toList());
        }
        assertThat(on.log
                        .readings(ListRequest.of(Selection.resource("d", "none"), new Page(0, 5, false)))
                        .items())
                .isEmpty();
    }

    @Test
    void what_holds_nothing_of_a_rare_resource_is_passed_over_unread() {
        ListRequest oldest = ListRequest.of(Selection.resource("d", "resource1"), new Page(EVENTS / 50 - 1, 1, true));
        on.log.readings(oldest);
        on.redis.send(Request.cmd(Command.CONFIG).arg("RESETSTAT"));

        assertThat(on.log.readings(oldest).items()).hasSize(1);

        String calls =
                on.redis.send(Request.cmd(Command.INFO).arg("commandstats")).toString();
        int steps = Integer.parseInt(calls.replaceAll("(?s).*cmdstat_xrevrange:calls=(\\d+),.*", "$1"));
        // Read through, the stream would take one for each five events.
        assertThat(steps).isLessThan(EVENTS / 5 * 2 / 3);
    }

    @Test
    void what_is_remembered_is_bounded() {
        CountedBlocks blocks = new CountedBlocks(10);
        StreamState state = new StreamState("life", Place.at(1), Place.at(99_999), new Place(0, 0), 0, 100);
        for (int device = 0; device < 5; device++) {
            blocks.valid("d" + device, state);
            for (int i = 0; i < 4; i++) {
                Place from = Place.at(1 + i * 10L);
                blocks.keep("d" + device, state, new CountedBlock(from, Place.at(9 + i * 10L), 7, Map.of()));
            }
        }

        assertThat(blocks.size()).isLessThanOrEqualTo(10);
        assertThat(blocks.valid("d4", state)).hasSize(4);
        assertThat(blocks.valid("d0", state)).isEmpty();
    }

    private void add(long first, int many) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            long origin = first + i * STEP;
            events.add(Given.event("d", origin, i % 50 == 0 ? new String[] {"1", "2"} : new String[] {"1"}));
            stored.put(origin, Place.at(origin));
        }
        assertThat(on.store.add(events)).containsOnly(Added.STORED);
    }

    /** As everything that removes events does. */
    private static void countDown(int events) {
        for (String field : List.of("e", "r:resource0")) {
            on.redis.send(
                    Request.cmd(Command.HINCRBY).arg("cd:{d}:n").arg(field).arg(-events));
        }
    }

    /** Ranges at random, each against what is known to be there. */
    private void agrees() {
        long span = EVENTS * STEP + 60 * STEP;
        for (int i = 0; i < 25; i++) {
            long start = Given.ORIGIN - 20 + random.nextLong(span);
            // Every other one begins with a millisecond.
            start -= i % 2 * (start % 1_000_000);
            long end = start + random.nextLong(span);
            Selection selection = Selection.device("d").within(new TimeRange(start, end));
            int expected = stored.subMap(start, true, end, true).size();
            assertThat(on.log.countEvents(selection)).isEqualTo(expected);
            assertThat(on.log.countReadings(selection.of(Set.of("resource0")))).isEqualTo(expected);
        }
    }
}

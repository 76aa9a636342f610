package io.hearth.coredata.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.Event;
import io.hearth.runtime.rest.Page;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A list of all devices' events reads about as much of each device as is on the page, once it is known how often they report. */
class RatesTest {
    private static final long SECOND = 1_000_000_000;
    private static final Page PAGE = new Page(0, 100, true);
    private static StoreOnRealRedis on;

    @BeforeAll
    static void open() {
        on = new StoreOnRealRedis(Map.of());
    }

    @AfterAll
    static void close() {
        on.close();
    }

    @BeforeEach
    void clear() {
        on.clear();
    }

    @Test
    void where_one_device_has_the_whole_page_only_that_one_is_read_and_at_once() {
        on.store.add(events("busy", 10_000, 400, 1));
        for (int device = 0; device < 50; device++) {
            on.store.add(events("sensor-" + device, 0, 20, 1));
        }

        List<Event> expected = newest(events("busy", 10_000, 400, 1).stream());

        assertThat(on.events(Selection.ALL, PAGE)).isEqualTo(expected);
        on.resetScriptTime();
        assertThat(on.events(Selection.ALL, PAGE)).isEqualTo(expected);
        assertThat(on.calls("xrevrange")).isEqualTo(1);
    }

    @Test
    void where_all_report_alike_each_is_read_once() {
        for (int device = 0; device < 50; device++) {
            on.store.add(events("sensor-" + device, 0, 40, 1));
        }
        List<Event> expected = newest(
                LongStream.range(0, 50).boxed().flatMap(device -> events("sensor-" + device, 0, 40, 1).stream()));

        assertThat(on.events(Selection.ALL, PAGE)).isEqualTo(expected);
        on.resetScriptTime();
        assertThat(on.events(Selection.ALL, PAGE)).isEqualTo(expected);
        assertThat(on.calls("xrevrange")).isLessThanOrEqualTo(50);
    }

    @Test
    void a_wrong_guess_costs_a_round_trip_and_nothing_else() {
        on.store.add(events("steady", 0, 400, 10));
        on.store.add(events("changing", 0, 200, 1));
        on.events(Selection.ALL, PAGE);
        on.store.add(events("changing", 4_000, 50, 1));
        on.store.add(events("steady", 4_000, 10, 1));
        Stream<Event> all = Stream.of(
                        events("steady", 0, 400, 10),
                        events("changing", 0, 200, 1),
                        events("changing", 4_000, 50, 1),
                        events("steady", 4_000, 10, 1))
                .flatMap(List::stream)
                .distinct();

        assertThat(on.events(Selection.ALL, PAGE)).isEqualTo(newest(all));
    }

    private static List<Event> newest(Stream<Event> events) {
        return events.sorted(Comparator.comparingLong(Event::origin).reversed().thenComparing(Event::deviceName))
                .limit(PAGE.limit())
                .map(Given::stored)
                .toList();
    }

    /** So many events, the first a number of s after the beginning, then every so many s. */
    private static List<Event> events(String device, long from, int many, long every) {
        return LongStream.range(0, many)
                .mapToObj(i -> Given.event(device, Given.ORIGIN - 100_000 * SECOND + (from + i * every) * SECOND, "1"))
                .toList();
    }
}

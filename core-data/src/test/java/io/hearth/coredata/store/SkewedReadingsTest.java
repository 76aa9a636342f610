package io.hearth.coredata.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.EventId;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.runtime.rest.Page;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readings whose origins are far from their events' are listed in their place, and cost only who asks for them. */
class SkewedReadingsTest {
    private static final long SECOND = 1_000_000_000;
    private static final int EVENTS = 1_000;
    private static final int MOST_WAITING = 10_000;
    private static StoreOnRealRedis on;

    private final Random random = new Random(11);

    @BeforeAll
    static void open() {
        on = new StoreOnRealRedis(Map.of(
                "hearth.data.query.chunk", "5", "hearth.data.query.waiting-octets", Integer.toString(MOST_WAITING)));
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
    void no_distance_stops_the_batch_it_comes_in() {
        // The Redis client writes this one as a number wrongly.
        assertThat(on.store.add(List.of(skewed(0, 999_999_999_999_999_999L)))).containsExactly(Added.STORED);
    }

    @Test
    void one_device_with_wrong_origins_costs_nothing_for_the_others() {
        on.store.add(List.of(skewed(0, 3000 * SECOND)));
        on.store.add(LongStream.range(0, EVENTS)
                .mapToObj(i -> Given.event("right", Given.ORIGIN + i * SECOND, "1"))
                .toList());
        on.resetScriptTime();

        List<StoredReading> newest = on.log
                .readings(ListRequest.of(Selection.ALL, new Page(0, 10, true)))
                .items();

        assertThat(newest).extracting(StoredReading::deviceName).startsWith("wrong", "right", "right");
        assertThat(newest)
                .extracting(StoredReading::origin)
                .isSortedAccordingTo((one, other) -> Long.compare(other, one));
        assertThat(on.calls("xrevrange")).as("steps of 5 events of 2 devices").isLessThanOrEqualTo(6);
    }

    @Test
    void what_waits_for_its_turn_is_bounded_and_the_order_stays_right() {
        List<Event> events = LongStream.range(0, EVENTS)
                .mapToObj(i -> skewed(i, random.nextLong(-200, 201) * SECOND))
                .toList();
        on.store.add(events);

        Iterator<StoredReading> readings = on.log.readings(Selection.ALL);
        List<Long> origins = new ArrayList<>();
        while (readings.hasNext()) {
            assertThat(((ReadingsByOrigin) readings).waitingOctets()).isBetween(1L, (long) MOST_WAITING);
            origins.add(readings.next().origin());
        }

        assertThat(origins)
                .isEqualTo(events.stream()
                        .map(event -> event.readings().getFirst().origin())
                        .sorted((one, other) -> Long.compare(other, one))
                        .toList());
    }

    @Test
    void a_page_deep_in_readings_out_of_order_is_that_part_of_the_list() {
        List<Event> events = LongStream.range(0, EVENTS)
                .mapToObj(i -> skewed(i, random.nextLong(-200, 201) * SECOND))
                .toList();
        on.store.add(events);

        List<Long> page =
                on.log.readings(ListRequest.of(Selection.device("wrong"), new Page(700, 50, true))).items().stream()
                        .map(StoredReading::origin)
                        .toList();

        assertThat(page)
                .isEqualTo(events.stream()
                        .map(event -> event.readings().getFirst().origin())
                        .sorted((one, other) -> Long.compare(other, one))
                        .skip(700)
                        .limit(50)
                        .toList());
    }

    @Test
    void the_second_list_of_such_a_device_begins_at_once_where_it_has_to() {
        on.store.add(LongStream.range(0, 5).mapToObj(i -> skewed(i, 1000)).toList());
        ListRequest request = ListRequest.of(Selection.device("wrong"), new Page(0, 5, true));

        on.resetScriptTime();
        on.log.readings(request);
        long first = on.calls("xrevrange");
        on.resetScriptTime();
        List<StoredReading> again = on.log.readings(request).items();

        assertThat(on.calls("xrevrange")).isLessThan(first);
        assertThat(again)
                .extracting(StoredReading::origin)
                .hasSize(5)
                .isSortedAccordingTo((one, other) -> Long.compare(other, one));
    }

    /** One second after the other; of the same second no two. */
    private static Event skewed(long second, long skew) {
        long origin = Given.ORIGIN + second * SECOND;
        Reading reading = Given.reading("wrong", "resource0", origin + skew + second, new ReadingValue.Simple("1"));
        return Given.event(EventId.of("wrong", origin), "wrong", origin, List.of(reading));
    }
}

package io.hearth.coredata.store;

import static io.hearth.coredata.store.Given.ORIGIN;
import static io.hearth.coredata.store.Given.event;
import static io.hearth.coredata.store.Given.foreignEvent;
import static io.hearth.coredata.store.Given.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.runtime.rest.Page;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventStoreTest {
    private static final Page FIRST_PAGE = new Page(0, 20, true);
    private static StoreOnRealRedis on;

    @BeforeAll
    static void open() {
        on = new StoreOnRealRedis(Map.of("hearth.data.store.shapes", "3", "hearth.data.query.chunk", "7"));
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
    void an_event_comes_back_whole() {
        Reading reading = new Reading(
                UUID.randomUUID().toString(),
                ORIGIN - 5,
                "boiler",
                "current",
                "boiler",
                "Float64",
                "°C",
                Map.of("floor", 1),
                new ReadingValue.Simple("39.5"));
        Event event = new Event(
                "v3",
                UUID.randomUUID().toString(),
                "boiler",
                "boiler",
                "status",
                ORIGIN,
                List.of(reading),
                Map.of("house", "seoul"));

        on.add(event);

        assertThat(on.index.find(UUID.fromString(event.id()))).contains(stored(event));
        assertThat(on.events(Selection.device("boiler"), FIRST_PAGE)).isEqualTo(List.of(stored(event)));
    }

    @Test
    void an_id_computed_from_device_and_origin_is_found_without_an_index() {
        Event event = event("livingroom", ORIGIN, "18.5");

        on.add(event);

        assertThat(on.index.find(UUID.fromString(event.id()))).contains(stored(event));
        assertThat(keys("cd:i:*")).isZero();
    }

    @Test
    void the_same_computed_id_is_stored_once_also_when_newer_events_came_between() {
        Event event = event("livingroom", ORIGIN, "18.5");
        on.add(event);
        on.add(event("livingroom", ORIGIN + 1, "18.6"));

        assertThat(on.add(event)).isEqualTo(Added.DUPLICATE);
        assertThat(on.log.countEvents(Selection.ALL)).isEqualTo(2);
    }

    @Test
    void a_late_event_is_stored_once_and_read_in_its_place() {
        Event late = event("livingroom", ORIGIN, "18.5");
        Event newer = event("livingroom", ORIGIN + 1, "18.6");
        on.add(newer);

        assertThat(on.add(late)).isEqualTo(Added.STORED);
        assertThat(on.add(late)).isEqualTo(Added.DUPLICATE);
        assertThat(on.events(Selection.ALL, FIRST_PAGE)).containsExactly(stored(newer), stored(late));
        assertThat(on.index.find(UUID.fromString(late.id()))).contains(stored(late));
    }

    @Test
    void the_same_foreign_id_is_stored_once_even_with_another_origin() {
        Event first = foreignEvent("livingroom", ORIGIN, "18.5");
        Event again = event(UUID.fromString(first.id()), "bedroom", ORIGIN + 1_000, "18.5");
        on.add(first);

        assertThat(on.add(first)).isEqualTo(Added.DUPLICATE);
        assertThat(on.add(again)).isEqualTo(Added.DUPLICATE);
        assertThat(on.events(Selection.ALL, FIRST_PAGE)).containsExactly(stored(first));
    }

    @Test
    void a_batch_that_holds_an_id_twice_stores_it_once() {
        Event foreign = foreignEvent("livingroom", ORIGIN, "18.5");
        Event own = event("livingroom", ORIGIN, "18.5");

        assertThat(on.store.add(List.of(foreign, own, foreign, own)))
                .containsExactly(Added.STORED, Added.STORED, Added.DUPLICATE, Added.DUPLICATE);
    }

    @Test
    void a_claim_that_a_crash_left_without_an_event_is_taken_over() {
        Event lost = foreignEvent("livingroom", ORIGIN, "18.5");
        on.index.claim(List.of(new EventStore.Arrival(0, lost, UUID.fromString(lost.id()), Place.at(ORIGIN), false)));
        Event again = event(UUID.fromString(lost.id()), "livingroom", ORIGIN + 7, "18.5");

        assertThat(on.add(again)).isEqualTo(Added.STORED);
        assertThat(on.index.find(UUID.fromString(again.id()))).contains(stored(again));
    }

    @Test
    void many_foreign_events_of_one_nanosecond_are_told_apart_up_to_a_bound() {
        List<Event> many = IntStream.range(0, 4095)
                .mapToObj(i -> foreignEvent("livingroom", ORIGIN, "1"))
                .toList();

        assertThat(on.store.add(many)).containsOnly(Added.STORED);
        assertThat(on.add(foreignEvent("livingroom", ORIGIN, "1"))).isEqualTo(Added.CROWDED);
        assertThat(on.add(many.get(77))).isEqualTo(Added.DUPLICATE);
        assertThat(on.add(event("livingroom", ORIGIN, "1"))).isEqualTo(Added.STORED);
    }

    @Test
    void shapes_past_the_bound_go_into_the_events_and_come_back() {
        List<Event> events = LongStream.range(0, 10)
                .mapToObj(i -> new Event(
                        "v3",
                        UUID.randomUUID().toString(),
                        "d",
                        "profile" + i,
                        "source",
                        ORIGIN + i,
                        List.of(Given.reading("d", "r", ORIGIN + i, new ReadingValue.Simple("1"))),
                        null))
                .map(EventStoreTest::withProfileOfEvent)
                .toList();

        on.store.add(events);

        assertThat(on.redis.send(Request.cmd(Command.LLEN).arg("cd:{d}:s")).toInteger())
                .isEqualTo(3);
        assertThat(on.events(Selection.device("d"), FIRST_PAGE))
                .containsExactlyElementsOf(
                        events.reversed().stream().map(Given::stored).toList());
    }

    @Test
    void counts_follow_what_is_stored() {
        on.add(event("a", ORIGIN, "1", "2"));
        on.add(event("a", ORIGIN + 1, "1"));
        on.add(event("b", ORIGIN, "1"));
        on.add(event("b", ORIGIN, "1"));

        assertThat(on.log.countEvents(Selection.ALL)).isEqualTo(3);
        assertThat(on.log.countEvents(Selection.device("a"))).isEqualTo(2);
        assertThat(on.log.countReadings(Selection.ALL)).isEqualTo(4);
        assertThat(on.log.countReadings(Selection.resource("resource0"))).isEqualTo(3);
        assertThat(on.log.countReadings(Selection.resource("a", "resource1"))).isEqualTo(1);
        assertThat(on.log.countReadings(Selection.device("nobody"))).isZero();
    }

    @Test
    void a_page_past_the_end_is_refused_and_one_at_the_end_is_empty() {
        on.add(event("a", ORIGIN, "1"));

        assertThat(on.events(Selection.ALL, new Page(1, 5, true))).isEqualTo(List.of());
        assertThat(on.events(Selection.ALL, new Page(9, 0, true))).isEqualTo(List.of());
        assertThatThrownBy(() -> on.events(Selection.ALL, new Page(2, 5, true))).isInstanceOf(EdgexException.class);
    }

    @Test
    void a_device_may_be_called_anything() {
        for (String name : List.of("거실 온도계", "a}b{c", "%7D", "a b/c#+$", "{", "x".repeat(500))) {
            Event event = event(name, ORIGIN, "1");

            assertThat(on.add(event)).isEqualTo(Added.STORED);
            assertThat(on.index.find(UUID.fromString(event.id()))).contains(stored(event));
            assertThat(on.log.countEvents(Selection.device(name))).isEqualTo(1);
        }
    }

    private static Event withProfileOfEvent(Event event) {
        Reading reading = event.readings().getFirst();
        Reading same = new Reading(
                null,
                reading.origin(),
                reading.deviceName(),
                reading.resourceName(),
                event.profileName(),
                reading.valueType(),
                reading.units(),
                null,
                reading.value());
        return new Event(
                "v3",
                event.id(),
                event.deviceName(),
                event.profileName(),
                event.sourceName(),
                event.origin(),
                List.of(same),
                null);
    }

    private static int keys(String pattern) {
        return on.redis.send(Request.cmd(Command.KEYS).arg(pattern)).size();
    }
}

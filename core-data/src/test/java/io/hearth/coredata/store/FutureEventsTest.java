package io.hearth.coredata.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.runtime.rest.Page;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event whose origin is far ahead of now is stored and listed by it, and what follows it is stored as ever. */
class FutureEventsTest {
    private static final long SECOND = 1_000_000_000;
    private static final long DAY = 86_400 * SECOND;
    private static final int EVENTS = 200;
    private static StoreOnRealRedis on;
    private static EventStore aYearLater;

    /** Long enough ago for no clock to be behind it while this runs. */
    private final long now = System.currentTimeMillis() * 1_000_000 - EVENTS * SECOND;

    private final Event future = Given.event("d", now + 100 * DAY, "99");

    @BeforeAll
    static void open() {
        on = new StoreOnRealRedis(Map.of("hearth.data.store.ahead", "15h"));
        aYearLater = on.storeWithAhead(Duration.ofDays(365));
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
    void what_follows_an_event_from_the_future_goes_into_the_stream() {
        on.add(Given.event("d", now - SECOND, "0"));
        on.add(future);
        on.add(Given.foreignEvent("d", now + 200 * DAY, "98"));
        List<Event> following = following();
        following.forEach(on::add);

        assertThat(size(Command.XLEN, "cd:{d}:e")).isEqualTo(EVENTS + 1);
        assertThat(size(Command.ZCARD, "cd:{d}:late")).isEqualTo(2);
        List<Event> newest = on.events(Selection.device("d"), new Page(0, 5, true));
        assertThat(newest).extracting(Event::origin).startsWith(now + 200 * DAY, now + 100 * DAY);
        assertThat(newest.subList(2, 5))
                .isEqualTo(following.reversed().stream()
                        .limit(3)
                        .map(Given::stored)
                        .toList());
    }

    @Test
    void a_clock_that_is_a_time_zone_ahead_fills_the_stream() {
        long there = now + 14 * 3600 * SECOND;

        on.store.add(LongStream.range(0, EVENTS)
                .mapToObj(i -> Given.event("d", there + i * SECOND, "1"))
                .toList());

        assertThat(size(Command.XLEN, "cd:{d}:e")).isEqualTo(EVENTS);
    }

    @Test
    void an_event_from_the_future_is_the_same_event_when_its_time_has_come() {
        Event foreign = Given.foreignEvent("d", now + 100 * DAY, "97");
        Event another = Given.foreignEvent("d", now + 100 * DAY, "96");
        on.store.add(List.of(future, foreign));

        assertThat(aYearLater.add(List.of(future, foreign, another)))
                .containsExactly(Added.DUPLICATE, Added.DUPLICATE, Added.STORED);
        assertThat(on.store.add(List.of(another, future))).containsOnly(Added.DUPLICATE);
        assertThat(on.log.countEvents(Selection.device("d"))).isEqualTo(3);
        assertThat(on.index.find(UUID.fromString(another.id()))).contains(Given.stored(another));
    }

    @Test
    void the_latest_value_stays_that_of_the_newest_origin() {
        on.add(future);
        following().forEach(on::add);

        assertThat(on.latest.of(List.of("d"))).extracting(Reading::origin).containsExactly(future.origin());

        on.removal.event(UUID.fromString(future.id()));

        assertThat(on.latest.of(List.of("d")))
                .extracting(Reading::origin)
                .containsExactly(following().getLast().origin());
    }

    @Test
    void events_from_the_future_go_by_their_age_when_they_have_one() {
        on.add(future);
        following().forEach(on::add);

        on.removal.olderThan("d", now + 99 * DAY, () -> true);
        assertThat(on.events(Selection.ALL, new Page(0, 9, true))).containsExactly(Given.stored(future));

        on.removal.olderThan("d", now + 101 * DAY, () -> true);
        assertThat(on.log.countEvents(Selection.ALL)).isZero();
        assertThat(on.devices.names()).isEmpty();
    }

    private List<Event> following() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.add(Given.event("d", now + i * SECOND, Integer.toString(i)));
        }
        return events;
    }

    private static int size(Command command, String key) {
        return on.redis.send(Request.cmd(command).arg(key)).toInteger();
    }
}

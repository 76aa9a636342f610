package io.hearth.coredata.store;

import static io.hearth.coredata.store.Given.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.EventId;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.runtime.redis.Interrupted;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is removed and what comes in at just that moment do not spoil each other. */
class WrongMomentsTest {
    private static final long SECOND = 1_000_000_000;
    private static StoreOnRealRedis on;

    @BeforeAll
    static void open() {
        on = new StoreOnRealRedis(Map.of("hearth.data.removal.looked-back", "100"));
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
    void an_event_that_was_removed_while_it_was_found_does_not_become_the_latest() {
        on.store.add(List.of(Given.event("boiler", ORIGIN, "1"), Given.event("boiler", ORIGIN + 1, "2")));
        Latest latest = new Latest(new Interrupted(on.redis, "EVALSHA", () -> on.purge.device("boiler")), on.config);

        removal(latest).event(EventId.of("boiler", ORIGIN + 1));

        assertThat(on.latest.of(List.of("boiler"))).isEmpty();
        assertThat(on.keys("cd:{boiler}:l")).isZero();
    }

    @Test
    void a_late_event_does_not_keep_a_newer_one_from_being_the_latest_again() {
        on.store.add(List.of(Given.event("boiler", ORIGIN + 5, "1"), Given.event("boiler", ORIGIN + 9, "2")));
        Interrupted redis = new Interrupted(on.redis, "EVALSHA", () -> on.add(Given.event("boiler", ORIGIN, "0")));

        removal(new Latest(redis, on.config)).event(EventId.of("boiler", ORIGIN + 9));

        assertThat(redis.happened()).isTrue();
        assertThat(on.latest.of(List.of("boiler"))).extracting(Reading::origin).containsExactly(ORIGIN + 5);
    }

    @Test
    void the_next_newest_of_a_seldom_source_is_looked_for_only_so_far_back() {
        on.add(ofSource("seldom", ORIGIN));
        on.store.add(LongStream.range(1, 5_000)
                .mapToObj(i -> ofSource("often", ORIGIN + i))
                .toList());
        on.add(ofSource("seldom", ORIGIN + 5_000));
        on.redis.send(Request.cmd(Command.CONFIG).arg("RESETSTAT"));

        on.removal.event(EventId.of("boiler", ORIGIN + 5_000));

        assertThat(on.latest.of(List.of("boiler")))
                .extracting(Reading::resourceName)
                .containsExactly("of-often");
        assertThat(on.info("commandstats", "cmdstat_xrevrange:")).containsPattern("calls=[1-6],");
    }

    @Test
    void the_skew_of_a_device_that_sends_again_while_it_leaves_is_kept() {
        on.add(skewed(ORIGIN));
        on.removal.olderThan("boiler", ORIGIN + 1, () -> true);
        on.add(skewed(ORIGIN + 1));
        emptyUnnoticed("boiler");

        Interrupted redis = new Interrupted(on.redis, "1 cd:skews boiler", () -> on.add(skewed(ORIGIN + 2)));
        new Devices(redis).leave("boiler");

        assertThat(redis.happened()).isTrue();
        assertThat(skew()).isNotNull();
        assertThat(on.devices.names()).containsExactly("boiler");
    }

    @Test
    void the_skew_is_there_behind_an_event_that_was_under_way_while_the_device_left() {
        Interrupted redis = new Interrupted(
                on.redis,
                "EVALSHA",
                () -> on.redis.send(Request.cmd(Command.ZREM).arg("cd:skews").arg("boiler")));

        new EventStore(redis, on.index, on.config).add(List.of(skewed(ORIGIN)));

        assertThat(redis.happened()).isTrue();
        assertThat(skew()).isNotNull();
    }

    @Test
    void a_device_that_left_long_ago_is_no_longer_among_the_changed() {
        on.add(Given.event("boiler", ORIGIN, "1"));
        on.add(Given.event("attic", ORIGIN, "1"));
        long before = on.changes.position();
        on.purge.device("boiler");
        on.purge.clean("boiler", () -> true);
        on.purge.device("attic");
        on.purge.clean("attic", () -> true);
        on.add(Given.event("attic", ORIGIN + 1, "1"));

        on.devices.forgetLeft(Duration.ofDays(1));
        assertThat(on.changes.since(before).changes())
                .extracting(Changes.Change::device)
                .contains("boiler", "attic");

        on.devices.forgetLeft(Duration.ofMillis(-1));
        assertThat(on.changes.since(before).changes())
                .extracting(Changes.Change::device)
                .containsExactly("attic");
        assertThat(on.keys("cd:changed:left")).isZero();
    }

    private static Removal removal(Latest latest) {
        return new Removal(on.redis, on.index, on.devices, latest, on.config);
    }

    private static Response skew() {
        return on.redis.send(Request.cmd(Command.ZSCORE).arg("cd:skews").arg("boiler"));
    }

    /** As when another process has removed the last event and is about to take the device off the lists. */
    private static void emptyUnnoticed(String device) {
        DeviceKeys keys = DeviceKeys.of(device);
        on.redis.send(
                Request.cmd(Command.DEL).arg(keys.events()).arg(keys.counts()).arg(keys.latest()));
    }

    private static Event skewed(long origin) {
        return Given.event(
                EventId.of("boiler", origin),
                "boiler",
                origin,
                List.of(Given.reading("boiler", "r", origin - 10 * SECOND, new ReadingValue.Simple("1"))));
    }

    private static Event ofSource(String source, long origin) {
        UUID id = EventId.of("boiler", origin);
        Reading reading = Given.reading("boiler", "of-" + source, origin, new ReadingValue.Simple("1"));
        return new Event("v3", id.toString(), "boiler", "profile", source, origin, List.of(reading), null);
    }
}

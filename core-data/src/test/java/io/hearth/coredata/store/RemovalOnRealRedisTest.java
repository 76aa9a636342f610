package io.hearth.coredata.store;

import static io.hearth.coredata.store.Given.ORIGIN;
import static io.hearth.coredata.store.Given.event;
import static io.hearth.coredata.store.Given.foreignEvent;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.Event;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemovalOnRealRedisTest {
    private static final int MANY = 60_000;
    private static final long MOST_MICROS = 10_000;
    private static final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        // The tests before this one may have left another.
        thread.setContextClassLoader(RemovalOnRealRedisTest.class.getClassLoader());
        return thread;
    });
    private static StoreOnRealRedis on;

    @BeforeAll
    static void open() {
        on = StoreOnRealRedis.withDefaults();
        on.redis.send(Request.cmd(Command.CONFIG)
                .arg("SET")
                .arg("slowlog-log-slower-than")
                .arg(MOST_MICROS));
    }

    @AfterAll
    static void close() {
        on.close();
    }

    @BeforeEach
    void clear() {
        on.clear();
        on.redis.send(Request.cmd(Command.SLOWLOG).arg("RESET"));
    }

    @Test
    void removing_much_never_holds_redis_up() {
        on.resetScriptTime();
        store(MANY, i -> i % 2 == 0 ? event("boiler", ORIGIN + i, "1", "2") : foreignEvent("boiler", ORIGIN + i, "1"));

        assertThat(on.removal.olderThan("boiler", ORIGIN + MANY / 3, () -> true))
                .isEqualTo(MANY / 3);
        assertThat(on.removal.allButNewest("boiler", "source", MANY / 3, () -> true))
                .isEqualTo(MANY / 3);
        assertThat(on.removal.expired("boiler", "source", ORIGIN + MANY - 5_000, 5_000, () -> true))
                .isEqualTo(MANY / 3 - 10_000);
        on.purge.device("boiler");
        on.purge.clean("boiler", () -> true);

        // The slow log has wall time: on a busy machine also a command that does nothing is in it now and then.
        assertThat(slow().size()).as("%s", slow()).isLessThan(MANY / 250 / 10);
        assertThat(on.scriptSeconds() / on.scriptCalls()).isLessThan(MOST_MICROS / 1e6 / 2);
        assertThat(on.log.countEvents(Selection.ALL)).isZero();
        assertThat(on.keys("cd:i:*")).isZero();
        assertThat(on.devices.names()).isEmpty();
    }

    @Test
    void a_cleaning_that_was_killed_in_the_middle_is_ended_by_the_next_process() {
        store(3_000, i -> foreignEvent("boiler", ORIGIN + i, "1"));
        on.add(event("boiler", ORIGIN - 1, "1"));
        on.purge.device("boiler");
        on.add(event("boiler", ORIGIN + 1, "7"));
        AtomicInteger steps = new AtomicInteger();
        on.purge.clean("boiler", () -> steps.incrementAndGet() < 3);
        assertThat(on.keys("cd:{boiler}:gone*")).isPositive();

        try (StoreOnRealRedis.Another next = on.another()) {
            assertThat(next.purge().waiting()).containsExactly("boiler");
            next.purge().clean("boiler", () -> true);
            assertThat(next.purge().waiting()).isEmpty();
        }

        assertThat(on.keys("cd:{boiler}:gone*") + on.keys("cd:i:*")).isZero();
        assertThat(on.log.countEvents(Selection.device("boiler"))).isEqualTo(1);
        assertThat(on.devices.names()).containsExactly("boiler");
    }

    @Test
    void events_that_come_while_the_device_leaves_are_listed() {
        AtomicBoolean done = new AtomicBoolean();
        List<CompletableFuture<Void>> adding = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            long from = ORIGIN + i * 1_000_000L;
            adding.add(CompletableFuture.runAsync(
                    () -> {
                        for (long at = from; at < from + 300; at++) {
                            on.add(event("boiler", at, "1"));
                        }
                    },
                    threads));
        }
        CompletableFuture<Void> removing = CompletableFuture.runAsync(
                () -> {
                    while (!done.get()) {
                        on.removal.olderThan("boiler", ORIGIN + 10_000_000, () -> true);
                        on.devices.leave("boiler");
                    }
                },
                threads);
        adding.forEach(CompletableFuture::join);
        done.set(true);
        removing.join();

        on.add(event("boiler", ORIGIN + 9_000_000, "1"));
        for (int i = 0; i < 100; i++) {
            long at = ORIGIN + 9_000_001 + i;
            CompletableFuture<Void> leaving =
                    CompletableFuture.runAsync(() -> on.removal.olderThan("boiler", at, () -> true), threads);
            on.add(event("boiler", at, "1"));
            leaving.join();
            assertThat(on.log.countEvents(Selection.ALL)).isEqualTo(1);
        }
    }

    @Test
    void a_removal_that_is_repeated_changes_nothing_more() {
        store(1_000, i -> event("boiler", ORIGIN + i, "1", "2"));

        on.removal.olderThan("boiler", ORIGIN + 500, () -> true);
        Map<String, Long> counts = on.counts.of("boiler").bySource();
        on.removal.olderThan("boiler", ORIGIN + 500, () -> true);

        assertThat(on.counts.of("boiler").bySource()).isEqualTo(counts).containsEntry("source", 500L);
        assertThat(on.log.countReadings(Selection.ALL)).isEqualTo(1_000);
    }

    private static void store(int events, LongFunction<Event> event) {
        for (long from = 0; from < events; from += 1_000) {
            on.store.add(LongStream.range(from, Math.min(events, from + 1_000))
                    .mapToObj(event)
                    .toList());
        }
    }

    private static List<String> slow() {
        List<String> slow = new ArrayList<>();
        for (Response entry :
                on.redis.send(Request.cmd(Command.SLOWLOG).arg("GET").arg(1000))) {
            slow.add(entry.get(2).toLong() + " us: " + entry.get(3).get(0) + " "
                    + entry.get(3).get(1));
        }
        return slow;
    }
}

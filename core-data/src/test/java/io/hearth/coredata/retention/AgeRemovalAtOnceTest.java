package io.hearth.coredata.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.coredata.DataMetrics;
import io.hearth.coredata.access.RefusedAccess;
import io.hearth.coredata.store.Given;
import io.hearth.coredata.store.Selection;
import io.hearth.coredata.store.StoreOnRealRedis;
import io.hearth.runtime.live.LiveConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.time.Duration;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody asked for over REST does not wait for what the service does by itself. */
class AgeRemovalAtOnceTest {
    private StoreOnRealRedis on;
    private AgeRemoval age;
    private Housekeeping housekeeping;

    @BeforeEach
    void open() {
        on = new StoreOnRealRedis(Map.of());
        age = new AgeRemoval(on.redis, on.devices, on.removal);
        RetentionSettings settings = new RetentionSettings(new LiveConfig(), on.config);
        DataMetrics metrics = new DataMetrics(new SimpleMeterRegistry());
        housekeeping = new Housekeeping(
                on.config,
                new StoreLock(on.redis, on.config),
                on.purge,
                age,
                new HardCap(on.config, on.devices, on.counts, on.sizes, on.removal),
                new RetentionCycle(new RetentionTable(settings), null, on.devices, on.counts, on.removal),
                settings,
                new RefusedAccess(on.redis, metrics),
                metrics);
    }

    @AfterEach
    void close() throws InterruptedException {
        housekeeping.stop(new ShutdownEvent());
        on.close();
    }

    @Test
    void a_removal_by_age_is_done_while_another_process_holds_the_lock() {
        on.redis.send(Request.cmd(Command.SET)
                .arg("cd:lock:removal")
                .arg("one that was killed")
                .arg("PX")
                .arg(on.config.removal().lock().toMillis()));
        on.store.add(LongStream.range(0, 20)
                .mapToObj(i -> Given.event("boiler", Given.ORIGIN + i, "1"))
                .toList());
        housekeeping.start(new StartupEvent());

        age.ask(Given.ORIGIN + 15);
        housekeeping.removeByAge();

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(on.log.countEvents(Selection.ALL))
                .isEqualTo(5));
        await().untilAsserted(() -> assertThat(on.keys()).noneMatch(key -> key.startsWith("cd:removal")));
    }
}

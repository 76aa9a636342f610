package io.hearth.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nothing that a publisher was told had arrived is lost, whatever is killed and whenever. */
class KilledUnderLoadIT {
    private static final int PER_SECOND = 500;
    private static final int FIRST = 100_000;

    private Box box;

    @BeforeEach
    void a_box_with_a_smart_home() {
        box = Box.withPartsUnderTest().up().withSmartHome();
    }

    @AfterEach
    void down() {
        box.close();
    }

    @Test
    void every_acknowledged_message_is_stored_once_although_the_box_is_killed_three_times() {
        try (SteadyPublisher publisher = new SteadyPublisher(box.mqttPort(), "home/bedroom/temperature", FIRST)) {
            publisher.start(PER_SECOND);
            for (int kill = 0; kill < 3; kill++) {
                publishesFor(publisher, Duration.ofSeconds(15));
                box.kill();
                box.up();
            }
            publishesFor(publisher, Duration.ofSeconds(15));
            publisher.stop();

            report("box killed three times", publisher, stored(publisher));
        }
    }

    @Test
    void every_acknowledged_message_is_stored_once_although_the_box_is_stopped_and_started_again() {
        try (SteadyPublisher publisher = new SteadyPublisher(box.mqttPort(), "home/bedroom/temperature", FIRST)) {
            publisher.start(PER_SECOND);
            for (int stop = 0; stop < 3; stop++) {
                publishesFor(publisher, Duration.ofSeconds(3));
                box.down();
                box.up();
            }
            publishesFor(publisher, Duration.ofSeconds(3));
            publisher.stop();

            report("box stopped three times", publisher, stored(publisher));
        }
    }

    @Test
    void every_acknowledged_message_is_stored_although_redis_is_away_for_twenty_seconds() {
        try (SteadyPublisher publisher = new SteadyPublisher(box.mqttPort(), "home/bedroom/temperature", FIRST)) {
            publisher.start(PER_SECOND);
            publishesFor(publisher, Duration.ofSeconds(5));
            withoutRedis(Duration.ofSeconds(20), () -> {
                var ready = box.get(4000, "/q/health/ready");
                assertThat(ready.statusCode()).isEqualTo(503);
                assertThat(ready.body()).contains("\"redis\"");
            });
            publishesFor(publisher, Duration.ofSeconds(5));
            publisher.stop();

            report("redis away for 20 s", publisher, stored(publisher));
            await("ready again")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> box.get(4000, "/q/health/ready").statusCode() == 200);
        }
    }

    @Test
    @Tag("long")
    void every_acknowledged_message_is_stored_although_the_box_is_killed_at_random_moments_for_five_minutes() {
        long seed = System.nanoTime();
        Random moments = new Random(seed);
        long end = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        try (SteadyPublisher publisher = new SteadyPublisher(box.mqttPort(), "home/bedroom/temperature", FIRST)) {
            publisher.start(PER_SECOND);
            int kills = 0;
            while (System.nanoTime() < end) {
                await().pollDelay(Duration.ofMillis(moments.nextInt(8_000))).until(() -> true);
                box.kill();
                box.up();
                kills++;
            }
            publishesFor(publisher, Duration.ofSeconds(5));
            publisher.stop();

            report("box killed " + kills + " times, seed " + seed, publisher, stored(publisher));
        }
    }

    private void withoutRedis(Duration away, Runnable meanwhile) {
        if (box.parts() == Box.Parts.EXTERNAL) {
            box.redis().kill();
            await().pollDelay(away.dividedBy(2)).atMost(away).until(() -> true);
            meanwhile.run();
            await().pollDelay(away.dividedBy(2)).atMost(away).until(() -> true);
            box.redis().start();
            return;
        }
        // The box starts its own Redis again when that dies, so that being away means being killed again and again.
        long end = System.nanoTime() + away.toNanos();
        ProcessHandle first = ownRedis();
        first.destroyForcibly();
        boolean asked = false;
        while (System.nanoTime() < end) {
            box.process().descendants().filter(Box::isRedisServer).forEach(ProcessHandle::destroyForcibly);
            if (!asked && System.nanoTime() > end - away.toNanos() / 2) {
                meanwhile.run();
                asked = true;
            }
            await().pollDelay(Duration.ofMillis(5)).until(() -> true);
        }
        assertThat(ownRedisReturns()).isNotEqualTo(first.pid());
    }

    private ProcessHandle ownRedis() {
        return box.process()
                .descendants()
                .filter(Box::isRedisServer)
                .findFirst()
                .orElseThrow();
    }

    private long ownRedisReturns() {
        return await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> ownRedis().pid(), pid -> pid > 0);
    }

    private static void publishesFor(SteadyPublisher publisher, Duration duration) {
        int before = publisher.acknowledged().size();
        long from = System.nanoTime();
        await().atMost(duration.plusSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> System.nanoTime() - from > duration.toNanos()
                        && publisher.acknowledged().size() - before > PER_SECOND);
    }

    private StoredNumbers stored(SteadyPublisher publisher) {
        await().atMost(60, TimeUnit.SECONDS).until(() -> publisher.inFlight() == 0);
        await("everything acknowledged is stored")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .until(() -> box.getJson(59880, "/api/v3/reading/count/device/name/bedroom")
                                .path("count")
                                .asInt()
                        >= publisher.acknowledged().size());
        return StoredNumbers.of(box, "bedroom", "temperature");
    }

    private void report(String fault, SteadyPublisher publisher, StoredNumbers stored) {
        long lost = stored.missing(publisher.acknowledged());
        System.out.printf(
                "%s (%s parts): sent %d, acknowledged %d, stored %d, lost %d, twice %d, most in flight %d%n",
                fault,
                box.parts().name().toLowerCase(),
                publisher.sent(),
                publisher.acknowledged().size(),
                stored.times().size(),
                lost,
                stored.twice(),
                publisher.mostInFlight());
        assertThat(lost).as("acknowledged to the publisher, not in Redis").isZero();
        assertThat(stored.twice())
                .as(() -> "stored twice " + stored.twiceInWords() + "\n" + box.log())
                .isLessThanOrEqualTo(publisher.mostInFlight());
    }
}

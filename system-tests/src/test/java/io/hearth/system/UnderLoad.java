package io.hearth.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Something happens to the services while a device publishes {@value #PER_SECOND} readings a second and rooms get cold; and what
 * that cost is counted.
 *
 * @param rooms how many get cold, one after the other
 * @param every how long after the other
 * @param tolls what it cost each time, also when that was too much
 */
record UnderLoad(Doors doors, int rooms, Duration every, List<Toll> tolls) {
    private static final int PER_SECOND = 500;
    private static final int FIRST = 100_000;
    private static final Duration LONG = PatienceSetting.orElse(Duration.ofMinutes(2));
    private static final Duration SOON = Duration.ofSeconds(60);

    /** With a device and rooms of such a name, which is new. What must be none is none, or this fails. */
    Toll during(String name, Supplier<Outage> happens) {
        try (HeatedRooms heated = new HeatedRooms(doors)) {
            heated.build(name, rooms);
            try (SteadyPublisher publisher = new SteadyPublisher(doors.port(1883), HeatedRooms.topic(name), FIRST)) {
                publisher.start(PER_SECOND);
                heated.getCold(every);
                publishesFor(publisher, Duration.ofSeconds(3));

                Outage outage = happens.get();
                Duration again = untilAllIsStored(name, publisher, outage);

                publishesFor(publisher, Duration.ofSeconds(2));
                publisher.stop();
                heated.stop();
                await("all is acknowledged").atMost(LONG).until(() -> publisher.inFlight() == 0 && heated.isQuiet());
                Toll toll = count(name, publisher, heated, outage, again);
                tolls.add(toll);
                System.out.print(toll.line());
                isNone(toll, heated);
                return toll;
            }
        }
    }

    private static void publishesFor(SteadyPublisher publisher, Duration duration) {
        int before = publisher.acknowledged().size();
        long from = System.nanoTime();
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> System.nanoTime() - from > duration.toNanos()
                        && publisher.acknowledged().size() - before > PER_SECOND);
    }

    /** A device's messages are stored in their order: with one that was sent after the outage, all before it are. */
    private Duration untilAllIsStored(String device, SteadyPublisher publisher, Outage outage) {
        int mark = FIRST + publisher.sent();
        await("what was sent after the outage is stored")
                .atMost(LONG)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> newest(device) >= mark);
        return Duration.ofNanos(System.nanoTime() - outage.began());
    }

    private double newest(String device) {
        return coreData("/api/v3/reading/device/name/" + device + "/resourceName/temperature?limit=1")
                .path("readings")
                .path(0)
                .path("value")
                .asDouble();
    }

    /** Waits for what is still to come, but not for ever: what does not is counted as missing. */
    private Toll count(String name, SteadyPublisher publisher, HeatedRooms heated, Outage outage, Duration again) {
        Set<Integer> owed = publisher.acknowledgedUnless(outage::mayTake);
        comes(() -> stored(name).lacks(owed).isEmpty());
        comes(() -> heated.notHeated(outage::mayTake).isEmpty());
        comes(() -> waiting(name).isEmpty());
        StoredNumbers stored = stored(name);
        Set<Integer> twice = stored.numbersTwice();
        twice.removeAll(publisher.maybeTwice());
        return new Toll(
                outage,
                publisher.acknowledged().size(),
                stored.times().size(),
                stored.lacks(publisher.acknowledged()),
                stored.lacks(owed),
                twice,
                again,
                heated.cold(),
                heated.notHeated(outage::mayTake),
                heated.heatedTwice(),
                waiting(name));
    }

    /** What was decided for these rooms and is not done: no outage explains it, since it is tried until it is answered. */
    private List<String> waiting(String name) {
        JsonNode answer = doors.getJson(59720, "/api/v3/action/waiting?limit=-1");
        assertThat(answer.path("statusCode").asInt()).as(answer::toString).isEqualTo(200);
        List<String> waiting = new ArrayList<>();
        for (JsonNode action : answer.path("actions")) {
            if (action.path("device").asText().startsWith(name + "-")) {
                waiting.add(action.toString());
            }
        }
        return waiting;
    }

    private static void comes(Callable<Boolean> what) {
        try {
            await().atMost(SOON).pollDelay(Duration.ZERO).ignoreExceptions().until(what);
        } catch (ConditionTimeoutException never) {
            // It is counted.
        }
    }

    private StoredNumbers stored(String device) {
        return StoredNumbers.of(this::coreData, device, "temperature").from(FIRST);
    }

    private JsonNode coreData(String path) {
        return doors.getJson(59880, path);
    }

    private static void isNone(Toll toll, HeatedRooms rooms) {
        assertThat(toll.cold()).as("rooms that got cold").isPositive();
        assertThat(toll.owed()).as("acknowledged to the publisher, not stored").isEmpty();
        assertThat(toll.twice()).as("stored twice").isEmpty();
        assertThat(toll.notHeated())
                .as(() -> "cold, not heated; told: " + rooms.told())
                .isEmpty();
        assertThat(toll.heatedTwice())
                .as(() -> "heated twice; told: " + rooms.told())
                .isEmpty();
        assertThat(toll.waiting()).as("actions that still wait").isEmpty();
    }
}

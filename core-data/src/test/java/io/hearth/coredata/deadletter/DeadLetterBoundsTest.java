package io.hearth.coredata.deadletter;

import static io.hearth.coredata.Rest.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.DeadLetter;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list of dead letters holds what there is room for, by number and by octets. */
@QuarkusTest
@TestProfile(DeadLetterBoundsTest.Small.class)
@QuarkusTestResource(value = WithRedis.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = WithBroker.class, restrictToAnnotatedClass = true)
class DeadLetterBoundsTest {
    public static final class Small implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "hearth.data.dead-letters.max", "10",
                    "hearth.data.dead-letters.max-octets", "5000",
                    "hearth.data.dead-letters.payload-octets", "1000");
        }
    }

    @Inject
    DeadLetters letters;

    @Inject
    RedisBatch redis;

    @BeforeEach
    void empty() {
        redis.send(Request.cmd(Command.FLUSHALL));
    }

    private void keep(int number, int octets) {
        letters.keep(IntStream.range(0, number)
                .mapToObj(i -> letters.of(new BusMessage("t/" + i, new byte[octets]), "odd", ""))
                .toList());
    }

    private static String metric(String name) {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_oldest_go_when_there_are_too_many() {
        keep(14, 1);
        get("/deadletter/all")
                .body("totalCount", equalTo(10))
                .body("deadLetters[0].topic", equalTo("t/13"))
                .body("deadLetters[9].topic", equalTo("t/4"));
    }

    @Test
    void the_oldest_go_when_they_are_too_large_together_and_the_metrics_say_so() {
        keep(6, 1000);

        long count = letters.count();
        assertThat(count).isBetween(3L, 4L);
        assertThat(metric("hearth_dead_letters_kept")).endsWith(" " + (double) count);
        String octets = metric("hearth_dead_letters_kept_octets");
        assertThat(Double.parseDouble(octets.substring(octets.lastIndexOf(' '))))
                .isBetween(count * 1000.0, 5000.0);
        assertThat(redis.send(Request.cmd(Command.HLEN).arg("cd:dead:payload")).toLong())
                .isEqualTo(count);
    }

    @Test
    void what_is_tried_again_after_a_lost_reply_is_kept_once() {
        BusMessage first = new BusMessage("t", new byte[] {1});
        BusMessage alike = new BusMessage("t", new byte[] {1});

        letters.keep(List.of(letters.of(first, "odd", "")));
        letters.keep(List.of(letters.of(first, "odd", ""), letters.of(alike, "odd", "")));

        assertThat(letters.count()).isEqualTo(2);
    }

    @Test
    void thrown_away_letters_leave_their_room_to_others() {
        keep(3, 1000);
        given().delete("/core-data/api/v3/deadletter/all").then().body("count", equalTo(3));
        assertThat(redis.send(Request.cmd(Command.GET).arg("cd:dead:octets")).toString())
                .isEqualTo("0");
        keep(3, 1000);
        assertThat(letters.count()).isEqualTo(3);
    }

    @Test
    void of_a_longer_message_the_beginning_is_kept() {
        keep(1, 1001);
        get("/deadletter/all")
                .body("deadLetters[0].payloadSize", equalTo(1001))
                .body("deadLetters[0].replayable", equalTo(false));
    }

    @Test
    void letters_of_an_earlier_version_are_read_counted_and_replayed() {
        String payload = Base64.getEncoder().encodeToString(new byte[] {'4', '2'});
        DeadLetter old = new DeadLetter("device-mqtt", "home/x", "odd", "", payload, 2, 1);
        redis.send(List.of(
                Request.cmd(Command.XADD).arg("cd:dead").arg("*").arg("d").arg(Buffer.buffer(Json.bytes(old)))));

        String id = get("/deadletter/all")
                .body("deadLetters[0].payload", equalTo(payload))
                .body("deadLetters[0].replayable", equalTo(true))
                .extract()
                .path("deadLetters[0].id");
        keep(1, 1);
        assertThat(redis.send(Request.cmd(Command.GET).arg("cd:dead:octets")).toLong())
                .isGreaterThan(150);
        given().post("/core-data/api/v3/deadletter/id/" + id + "/replay").then().statusCode(200);
        get("/deadletter/count").body("count", equalTo(1));
    }

    @Test
    void the_counters_are_in_the_metrics() {
        given().get("/q/metrics")
                .then()
                .body(containsString("hearth_dead_letters_dropped_total"))
                .body(containsString("hearth_dead_letters_replayed_total"))
                .body(containsString("hearth_dead_letters_discarded_total"));
    }
}

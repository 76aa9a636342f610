package io.hearth.command.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hearth.command.Caller;
import io.hearth.command.Command;
import io.hearth.command.Wishes;
import io.hearth.command.WithMetadata;
import io.hearth.command.profile.MetadataTest;
import io.hearth.command.store.Pile;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds while the clock is set: an hour back, an hour forth. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
class HoldClockTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    @Inject
    Pile pile;

    private final String device = "boiler-" + UUID.randomUUID();
    private Instant now = NOON;

    @ParameterizedTest
    @ValueSource(ints = {-60, 60})
    void a_hold_stands_as_long_as_it_was_to_be_whatever_becomes_of_the_clock(int minutes) {
        Holds holds = holds(Map.of());
        hold(holds, Duration.ofMillis(2500));

        now = NOON.plus(Duration.ofMinutes(minutes));

        assertThat(holds.of(device)).singleElement().satisfies(hold -> assertThat(hold.end())
                .isBetween(now, now.plusMillis(2500)));
        await().atMost(Duration.ofSeconds(20)).until(() -> holds.of(device).isEmpty());
        now = NOON;
        assertThat(holds.of(device)).isEmpty();
    }

    @Test
    void a_hold_that_another_process_began_before_the_clock_went_back_is_no_longer_than_it_was_to_be() {
        Holds predecessor = holds(Map.of());
        Holds successor = holds(Map.of());
        hold(predecessor, Duration.ofMillis(2000));

        now = NOON.minus(Duration.ofHours(1));

        assertThat(successor.of(device)).hasSize(1);
        await().atMost(Duration.ofSeconds(20)).until(() -> successor.of(device).isEmpty());
    }

    @Test
    void the_usual_hold_may_be_longer_than_what_a_person_may_ask_for() {
        Holds holds = holds(Map.of("hearth.command.guard.hold", "48h", "hearth.command.guard.max-hold", "1h"));

        holds.took(command(Optional.empty()), Set.of("mode"));

        assertThat(holds.of(device)).singleElement().satisfies(hold -> assertThat(hold.end())
                .isEqualTo(NOON.plus(Duration.ofHours(48))));
        assertThat(holds(Map.of()).of(device)).hasSize(1);
    }

    @Test
    void a_short_hold_does_not_shorten_a_long_one_of_the_same_device() {
        Holds holds = holds(Map.of("hearth.command.guard.hold", "48h", "hearth.command.guard.max-hold", "1h"));
        holds.took(command(Optional.empty()), Set.of("mode"));

        holds.took(command(Optional.of(Duration.ofSeconds(1))), Set.of("target"));

        long left = pile.send(io.vertx.mutiny.redis.client.Request.cmd(io.vertx.mutiny.redis.client.Command.PTTL)
                        .arg("cc:hold:" + device))
                .getFirst()
                .toLong();
        assertThat(Duration.ofMillis(left)).isGreaterThan(Duration.ofHours(48));
    }

    private void hold(Holds holds, Duration length) {
        holds.took(command(Optional.of(length)), Set.of("mode"));
    }

    private Holds holds(Map<String, String> settings) {
        return new Holds(MetadataTest.config(settings).guard(), pile, () -> now);
    }

    private Command command(Optional<Duration> hold) {
        return new Command(
                UUID.randomUUID(),
                false,
                "",
                device,
                "mode",
                Command.Method.SET,
                JsonNodeFactory.instance.objectNode().put("mode", "off"),
                Map.of(),
                new Caller(Caller.Kind.PERSON, "alice", Caller.Way.REST, ""),
                new Wishes(Optional.empty(), hold, false));
    }
}

package io.hearth.command.once;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearth.command.Caller;
import io.hearth.command.Command;
import io.hearth.command.Outcome;
import io.hearth.command.Wishes;
import io.hearth.command.WithMetadata;
import io.hearth.command.profile.MetadataTest;
import io.hearth.command.store.Pile;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
class CommandIdsTest {
    private static final Outcome.Answered DONE = new Outcome.Answered("application/json", NullNode.getInstance());

    private static final Caller RULE = new Caller(Caller.Kind.RULE, "", Caller.Way.BUS, "");

    @Inject
    Pile pile;

    private final Command command = command("off");

    @Test
    void an_id_that_is_free_is_mine_and_settled_afterwards() {
        CommandIds ids = ids("a", Map.of());

        assertThat(ids.claim(command)).isEqualTo(new CommandIds.Mine());
        ids.settle(command, DONE);

        assertThat(ids.claim(command)).isEqualTo(new CommandIds.Settled(DONE));
    }

    @Test
    void an_event_is_remembered_whole_with_its_bytes() {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("image", new byte[] {1, 2, 3}).put("value", new BigDecimal("23.50"));
        Outcome picture = new Outcome.Answered("application/cbor", event);
        CommandIds ids = ids("a", Map.of());
        ids.claim(command);

        ids.settle(command, picture);

        assertThat(ids.claim(command)).isInstanceOfSatisfying(CommandIds.Settled.class, settled -> {
            Outcome.Answered again = (Outcome.Answered) settled.outcome();
            assertThat(again.contentType()).isEqualTo("application/cbor");
            assertThat(again.payload().get("image")).isEqualTo(event.get("image"));
            assertThat(again.payload().get("value").decimalValue()).isEqualByComparingTo("23.5");
        });
    }

    @Test
    void what_a_predecessor_of_the_same_name_left_half_done_is_taken_over_at_once() {
        ids("a", Map.of()).claim(command);

        assertThat(ids("a", Map.of()).claim(command)).isEqualTo(new CommandIds.Mine());
    }

    @Test
    void what_another_replica_is_at_is_waited_for_and_answered_the_same() {
        CommandIds first = ids("a", Map.of());
        first.claim(command);
        CommandIds second = ids("b", Map.of());

        CompletableFuture<CommandIds.Claim> waiting = CompletableFuture.supplyAsync(() -> second.claim(command));
        await().during(Duration.ofMillis(200)).until(() -> !waiting.isDone());
        first.settle(command, DONE);

        assertThat(waiting.join()).isEqualTo(new CommandIds.Settled(DONE));
    }

    @Test
    void the_id_of_another_command_is_told_apart() {
        CommandIds ids = ids("a", Map.of());
        ids.claim(command);

        assertThat(ids.claim(new Command(
                        command.id(),
                        true,
                        "",
                        "other",
                        "control",
                        Command.Method.SET,
                        command.payload(),
                        Map.of(),
                        RULE,
                        Wishes.NONE)))
                .isEqualTo(new CommandIds.Other());
    }

    @Test
    void not_now_is_forgotten_so_that_the_id_may_be_asked_again() {
        CommandIds ids = ids("a", Map.of());
        ids.claim(command);

        ids.settle(command, new Outcome.Failed(423, "locked", true));

        assertThat(ids("b", Map.of()).claim(command)).isEqualTo(new CommandIds.Mine());
    }

    @Test
    void an_id_is_kept_for_as_long_as_its_command_may_take() {
        ids("a", Map.of("hearth.command.request-timeout", "10s", "hearth.command.confirm.timeout", "30s"))
                .claim(command);

        assertThat(pile.send(Request.cmd(io.vertx.mutiny.redis.client.Command.PTTL)
                                .arg("cc:id:" + command.id()))
                        .getFirst()
                        .toLong())
                .isBetween(80_000L, 95_000L);
    }

    @Test
    void an_id_is_forgotten_when_its_window_is_over() {
        CommandIds ids = ids("a", Map.of("hearth.command.id-window", "100ms"));
        ids.claim(command);
        ids.settle(command, DONE);

        await().until(() -> ids.claim(command).equals(new CommandIds.Mine()));
    }

    @Test
    void an_outcome_larger_than_allowed_is_not_remembered() {
        CommandIds ids = ids("a", Map.of("hearth.command.max-remembered-bytes", "10"));
        ids.claim(command);
        ids.settle(command, new Outcome.Failed(404, "a long story", true));

        assertThat(ids("b", Map.of()).claim(command)).isEqualTo(new CommandIds.Mine());
    }

    @Test
    void a_failure_that_may_pass_is_not_remembered() {
        CommandIds ids = ids("a", Map.of());
        ids.claim(command);
        for (int status : new int[] {423, 500, 502, 503}) {
            ids.settle(command, new Outcome.Failed(status, "not now", true));

            assertThat(ids.claim(command)).as("after %d", status).isEqualTo(new CommandIds.Mine());
        }
    }

    @Test
    void of_many_who_ask_at_once_at_two_replicas_one_acts_and_all_are_answered_the_same() throws Exception {
        CommandIds[] replicas = {ids("a", Map.of()), ids("b", Map.of())};
        AtomicInteger acted = new AtomicInteger();
        List<Future<CommandIds.Claim>> claims = new ArrayList<>();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            // Within a replica a command joins the one under way, so each asks once.
            for (CommandIds replica : replicas) {
                claims.add(all.submit(() -> {
                    CommandIds.Claim claim = replica.claim(command);
                    if (claim instanceof CommandIds.Mine) {
                        acted.incrementAndGet();
                        replica.settle(command, DONE);
                        return new CommandIds.Settled(DONE);
                    }
                    return claim;
                }));
            }
            for (Future<CommandIds.Claim> claim : claims) {
                assertThat(claim.get()).isEqualTo(new CommandIds.Settled(DONE));
            }
        }
        assertThat(acted.get()).isEqualTo(1);
    }

    @Test
    void what_was_never_sent_may_be_asked_again_and_what_was_not_confirmed_may_not() {
        CommandIds ids = ids("a", Map.of());
        ids.claim(command);
        ids.settle(command, Outcome.refused(404, "no such device"));
        assertThat(ids.claim(command)).isEqualTo(new CommandIds.Mine());

        Outcome unconfirmed = new Outcome.Unconfirmed("reads 21");
        ids.settle(command, unconfirmed);

        assertThat(ids.claim(command)).isEqualTo(new CommandIds.Settled(unconfirmed));
    }

    private CommandIds ids(String instance, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("hearth.command.instance", instance);
        return new CommandIds(MetadataTest.config(all), pile);
    }

    private static Command command(String mode) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode().put("mode", mode);
        return new Command(
                UUID.randomUUID(),
                true,
                "",
                "boiler",
                "control",
                Command.Method.SET,
                payload,
                Map.of(),
                RULE,
                Wishes.NONE);
    }
}

package io.hearth.command.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hearth.command.Caller;
import io.hearth.command.Command;
import io.hearth.command.Wishes;
import io.hearth.command.profile.MetadataTest;
import io.hearth.command.store.Pile;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Redis that takes what it is asked and does not answer. */
@Timeout(20)
class SilentRedisTest {
    private static final Set<String> MODE = Set.of("mode");

    private final AtomicInteger asked = new AtomicInteger();
    private final Pile silent = new Pile(null) {
        @Override
        public CompletableFuture<List<Response>> sendLater(Request... requests) {
            asked.incrementAndGet();
            return new CompletableFuture<>();
        }

        @Override
        public CompletableFuture<List<Response>> sendInCompany(Request... requests) {
            return sendLater(requests);
        }
    };
    private final Holds holds =
            new Holds(MetadataTest.config(Map.of("hearth.command.guard.patience", "100ms")), silent);

    @AfterEach
    void stop() {
        silent.close();
    }

    @Test
    void a_command_goes_on_when_it_is_not_told_in_time_who_holds_its_device() {
        Command rule = command(Caller.Kind.RULE, "");

        assertThat(holds.refusal(rule, MODE, holds.look(rule))).isEmpty();
        assertThat(asked.get()).isEqualTo(1);
    }

    @Test
    void a_person_s_command_that_has_acted_does_not_wait_for_its_hold_to_be_kept_or_ended() {
        holds.took(command(Caller.Kind.PERSON, "1h"), MODE);
        holds.took(command(Caller.Kind.PERSON, "0s"), MODE);

        assertThat(asked.get()).isEqualTo(2);
    }

    private static Command command(Caller.Kind kind, String hold) {
        return new Command(
                UUID.randomUUID(),
                false,
                "",
                "boiler",
                "mode",
                Command.Method.SET,
                JsonNodeFactory.instance.objectNode().put("mode", "off"),
                Map.of(),
                new Caller(kind, "", Caller.Way.REST, ""),
                hold.isEmpty() ? Wishes.NONE : Wishes.of(Map.of("hearth-hold", hold)));
    }
}

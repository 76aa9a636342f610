package io.hearth.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import io.hearth.command.guard.Holds;
import io.hearth.command.once.CommandIds;
import io.hearth.command.order.Turns;
import io.hearth.command.profile.MetadataTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What nobody foresaw is an answer too: an error is thrown in the midst of a command. */
class BrokenCommandTest {
    private static final Outcome.Answered DONE = new Outcome.Answered("application/json", NullNode.getInstance());

    private final CommandConfig config = MetadataTest.config(Map.of());
    private volatile boolean broken = true;

    @Test
    void a_command_that_breaks_is_answered_with_500_and_its_device_takes_the_next() throws Exception {
        Commands commands = commands(new CommandIds.Mine());

        assertThat(answer(commands.carryOut(command(false)))).isEqualTo(500);

        broken = false;
        assertThat(answer(commands.carryOut(command(false)))).isEqualTo(200);
    }

    @Test
    void a_look_that_breaks_is_answered_with_500_and_its_id_is_free_again() throws Exception {
        Commands commands = commands(new CommandIds.Settled(new Outcome.Unconfirmed("reads 21")));
        Command command = command(true);

        assertThat(answer(commands.carryOut(command))).isEqualTo(500);

        broken = false;
        assertThat(answer(commands.carryOut(command))).isEqualTo(200);
    }

    private static int answer(CompletableFuture<Outcome> outcome) throws Exception {
        return outcome.get(10, TimeUnit.SECONDS).status();
    }

    private Commands commands(CommandIds.Claim claim) {
        CommandIds ids = new CommandIds(config, null) {
            @Override
            public Claim claim(Command command) {
                return claim;
            }

            @Override
            public void settle(Command command, Outcome outcome) {}
        };
        Execution breaking = new Execution(null, null, null, null, null) {
            @Override
            Optional<Holds.Look> lookInCompany(Command command) {
                return Optional.empty();
            }

            @Override
            Outcome of(Command command, Optional<Holds.Look> begun, Consumer<Outcome> acted) {
                return outcome();
            }

            @Override
            Outcome lookAgain(Command command, Outcome.Unconfirmed before) {
                return outcome();
            }
        };
        return new Commands(config, ids, new Turns(null, config), breaking, new SimpleMeterRegistry());
    }

    private Outcome outcome() {
        if (broken) {
            throw new NoClassDefFoundError("a bug");
        }
        return DONE;
    }

    private static Command command(boolean repeatable) {
        return new Command(
                UUID.randomUUID(),
                repeatable,
                "",
                "boiler",
                "control",
                Command.Method.SET,
                JsonNodeFactory.instance.objectNode().put("mode", "heat"),
                Map.of(),
                new Caller(Caller.Kind.RULE, "night", Caller.Way.BUS, ""),
                Wishes.NONE);
    }
}

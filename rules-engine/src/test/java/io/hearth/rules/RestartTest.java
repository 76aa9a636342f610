package io.hearth.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.rule.Rule;
import io.hearth.rules.spec.MovedClock;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.OwnRedis;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The service is killed and started again after every reading of a sequence, at each place where it can be caught, with a
 * real Redis: the device is told the same, nothing twice and nothing missing.
 */
class RestartTest {
    private static final List<String> VALUES =
            List.of("21", "20.2", "19", "18", "NaN", "20.2", "20.6", "19.9", "20.5", "25", "17");

    private static final List<String> EXPECTED = List.of("on", "off", "on", "off", "on");

    private static final Rule COLD = Given.rule(Given.BOILER.replace("\"heat\", \"target\": 23", "\"on\""));

    /** Where the kill catches the service. */
    enum Caught {
        BEFORE_STORING,
        BEFORE_ACKNOWLEDGING,
        BEFORE_COMMANDING,
        BEFORE_NOTING_THAT_THE_COMMAND_WAS_DONE
    }

    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private final RedisBatch redis = REDIS.batch();

    private final MovedClock clock = new MovedClock(Given.NOW);

    private final EngineLife.FarEnd farEnd = new EngineLife.FarEnd();

    private EngineLife life() {
        return new EngineLife(redis, clock, farEnd, List.of());
    }

    @ParameterizedTest(name = "killed {0}")
    @CsvSource({"BEFORE_STORING", "BEFORE_ACKNOWLEDGING", "BEFORE_COMMANDING", "BEFORE_NOTING_THAT_THE_COMMAND_WAS_DONE"
    })
    void killed_after_every_reading_the_device_is_told_the_same(Caught caught) throws Exception {
        try (EngineLife first = life()) {
            first.start();
            first.book().add(List.of(COLD));
        }

        List<BusMessage> unacknowledged = new ArrayList<>();
        for (int i = 0; i < VALUES.size(); i++) {
            BusMessage message = Given.message(Given.LIVINGROOM, Given.EPOCH + (i + 1) * Given.SECOND, VALUES.get(i));
            unacknowledged.add(message);
            try (EngineLife killed = life()) {
                handleUntil(caught, killed, message);
            }
            try (EngineLife next = life()) {
                next.start();
                if (caught != Caught.BEFORE_COMMANDING) {
                    // The broker sends all that it got no acknowledgement for, from the beginning.
                    next.engine().handle(unacknowledged);
                }
                await().until(next::isIdle);
            }
        }

        assertThat(farEnd.told()).containsExactlyElementsOf(EXPECTED);
    }

    private void handleUntil(Caught caught, EngineLife process, BusMessage message) throws Exception {
        switch (caught) {
            case BEFORE_STORING -> process.start();
            case BEFORE_ACKNOWLEDGING -> {
                process.start();
                process.engine().handle(List.of(message));
            }
            case BEFORE_COMMANDING -> {
                process.commandsNothing();
                process.start();
                process.engine().handle(List.of(message));
            }
            case BEFORE_NOTING_THAT_THE_COMMAND_WAS_DONE -> {
                process.notesNothing();
                process.start();
                int before = farEnd.asked();
                process.engine().handle(List.of(message));
                await().until(() -> farEnd.asked() > before || process.isIdle());
            }
        }
    }

    @Test
    void without_a_kill_the_device_is_told_what_is_expected() throws Exception {
        try (EngineLife process = life()) {
            process.start();
            process.book().add(List.of(COLD));
            List<BusMessage> batch = new ArrayList<>();
            for (int i = 0; i < VALUES.size(); i++) {
                batch.add(Given.message(Given.LIVINGROOM, Given.EPOCH + (i + 1) * Given.SECOND, VALUES.get(i)));
            }

            for (BusMessage message : batch) {
                process.engine().handle(List.of(message));
                await().until(process::isIdle);
            }
        }
        assertThat(farEnd.told()).containsExactlyElementsOf(EXPECTED);
    }

    @Test
    void a_batch_that_crosses_back_and_forth_ends_with_the_last_decision() throws Exception {
        try (EngineLife process = life()) {
            process.start();
            process.book().add(List.of(Given.rule("cold", Given.below("20"))));

            process.engine()
                    .handle(List.of(
                            Given.message(Given.LIVINGROOM, Given.EPOCH + 1, "19"),
                            Given.message(Given.LIVINGROOM, Given.EPOCH + 2, "21"),
                            Given.message(Given.LIVINGROOM, Given.EPOCH + 3, "19"),
                            Given.message(Given.LIVINGROOM, Given.EPOCH + 4, "22")));

            await().until(process::isIdle);
        }
        assertThat(farEnd.told().getLast()).isEqualTo("off");
    }

    @Test
    void a_rule_deleted_and_made_again_begins_afresh() throws Exception {
        try (EngineLife process = life()) {
            process.start();
            process.book().add(List.of(Given.rule("cold", Given.below("20"))));
            process.engine().handle(List.of(Given.message(Given.LIVINGROOM, Given.EPOCH + 1, "19")));
            await().until(process::isIdle);
            process.book().delete("cold");
        }
        try (EngineLife next = life()) {
            next.start();
            next.book().add(List.of(Given.rule("cold", Given.below("20"))));

            next.engine().handle(List.of(Given.message(Given.LIVINGROOM, Given.EPOCH + 2, "18")));

            await().until(next::isIdle);
        }
        assertThat(farEnd.told()).containsExactly("on", "on");
    }
}

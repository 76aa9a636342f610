package io.hearth.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.engine.Participant;
import io.hearth.rules.engine.Transition;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.spec.MovedClock;
import io.hearth.rules.spec.SpecCase;
import io.hearth.rules.spec.SpecRules;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.StoreUnavailable;
import io.hearth.runtime.testing.OwnRedis;
import io.vertx.mutiny.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** While Redis or the broker is away time waits for what cannot be stored or heard, though not for ever. */
class OutagesTest {
    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private final RedisBatch redis = REDIS.batch();

    private final MovedClock clock = new MovedClock(Given.NOW);

    private final EngineLife.FarEnd farEnd = new EngineLife.FarEnd();

    private List<Participant> participants = List.of();

    private EngineLife life() {
        return new EngineLife(redis, clock, farEnd, participants);
    }

    /** A rule of the specification by its title. */
    private static Rule specified(String title) {
        return SpecRules.read(SpecCase.all().stream()
                .filter(any -> any.title().equals(title))
                .findFirst()
                .orElseThrow()
                .rule());
    }

    @Test
    void a_timer_that_cannot_be_stored_is_stored_later_once() throws Exception {
        AtomicInteger refusals = new AtomicInteger(2);
        List<Transition> stored = new ArrayList<>();
        participants = List.of(new Participant() {
            @Override
            public List<Request> toStore(List<Transition> transitions) {
                if (refusals.getAndDecrement() > 0) {
                    throw new StoreUnavailable("away", null);
                }
                return List.of();
            }

            @Override
            public void stored(List<Transition> transitions) {
                stored.addAll(transitions);
            }
        });
        try (EngineLife process = life()) {
            process.start();
            process.book().add(List.of(specified("it must hold for the delay")));
            refusals.set(0);
            process.engine().handle(List.of(Given.message(new SignalKey("d", "t"), Given.EPOCH + Given.SECOND, "19")));
            clock.to(Given.NOW.plusSeconds(31));
            refusals.set(2);

            assertThatThrownBy(process.engine()::tick).isInstanceOf(StoreUnavailable.class);
            List<BusMessage> warm =
                    List.of(Given.message(new SignalKey("d", "t"), Given.EPOCH + 40 * Given.SECOND, "21"));
            assertThatThrownBy(() -> process.engine().handle(warm)).isInstanceOf(StoreUnavailable.class);
            process.engine().handle(warm);

            await().until(process::isIdle);
        }
        assertThat(stored)
                .extracting(transition ->
                        transition.from().label() + ">" + transition.to().label())
                .containsExactly("UNKNOWN>PENDING", "PENDING>ACTIVE", "ACTIVE>NORMAL");
    }

    private static final SignalKey HELD = new SignalKey("d", "t");

    private static String changed(Transition transition) {
        return transition.subject() + " " + transition.from().label() + ">"
                + transition.to().label();
    }

    @Test
    void a_hold_waits_for_the_readings_that_waited_while_redis_was_away() throws Exception {
        AtomicBoolean away = new AtomicBoolean();
        List<Transition> stored = new ArrayList<>();
        participants = List.of(new Participant() {
            @Override
            public List<Request> toStore(List<Transition> transitions) {
                if (away.get()) {
                    throw new StoreUnavailable("away", null);
                }
                return List.of();
            }

            @Override
            public void stored(List<Transition> transitions) {
                stored.addAll(transitions);
            }
        });
        try (EngineLife process = life()) {
            process.start();
            process.book().add(List.of(specified("it must hold for the delay"), Given.rule("cold", Given.below("20"))));
            process.engine().handle(List.of(Given.message(HELD, Given.EPOCH + Given.SECOND, "19")));
            away.set(true);
            List<BusMessage> first = List.of(Given.message(Given.LIVINGROOM, Given.EPOCH + 2 * Given.SECOND, "19"));
            assertThatThrownBy(() -> process.engine().handle(first)).isInstanceOf(StoreUnavailable.class);
            away.set(false);
            clock.to(Given.NOW.plusSeconds(60));

            process.engine().tick();
            process.engine().handle(first);
            process.engine().tick();
            process.engine().handle(List.of(Given.message(HELD, Given.EPOCH + 5 * Given.SECOND, "21")));
            process.engine().handle(List.of(Given.message(HELD, Given.EPOCH + 65 * Given.SECOND, "19")));
            clock.to(Given.NOW.plusSeconds(100));
            process.engine().tick();
        }
        assertThat(stored)
                .extracting(OutagesTest::changed)
                .containsExactly(
                        "d UNKNOWN>PENDING",
                        "livingroom UNKNOWN>ACTIVE",
                        "d PENDING>NORMAL",
                        "d NORMAL>PENDING",
                        "d PENDING>ACTIVE");
    }

    @Test
    void a_hold_waits_for_a_broker_that_is_away_but_not_for_ever() throws Exception {
        AtomicBoolean connected = new AtomicBoolean(true);
        try (EngineLife process = life()) {
            process.start();
            process.engine().hearsWhile(connected::get);
            process.book().add(List.of(specified("it must hold for the delay")));
            process.engine().handle(List.of(Given.message(HELD, Given.EPOCH + Given.SECOND, "19")));
            connected.set(false);
            process.engine().tick();

            clock.to(Given.NOW.plusSeconds(60));
            process.engine().tick();
            assertThat(process.state()).isEqualTo("PENDING");
            connected.set(true);
            process.engine().tick();
            clock.to(Given.NOW.plusSeconds(69));
            process.engine().tick();
            assertThat(process.state()).isEqualTo("PENDING");
            process.engine().handle(List.of(Given.message(HELD, Given.EPOCH + 5 * Given.SECOND, "21")));
            process.engine().handle(List.of(Given.message(HELD, Given.EPOCH + 69 * Given.SECOND, "19")));

            connected.set(false);
            process.engine().tick();
            clock.to(Given.NOW.plusSeconds(69).plus(Duration.ofMinutes(6)));
            process.engine().tick();
            assertThat(process.state()).isEqualTo("ACTIVE");
        }
    }
}

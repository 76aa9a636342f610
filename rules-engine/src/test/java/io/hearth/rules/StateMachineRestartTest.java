package io.hearth.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.action.Actions;
import io.hearth.rules.action.Intent;
import io.hearth.rules.action.Outcome;
import io.hearth.rules.action.QuickActions;
import io.hearth.rules.action.RedisOutboxStore;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.book.RuleStore;
import io.hearth.rules.engine.Engine;
import io.hearth.rules.engine.EvaluationSettings;
import io.hearth.rules.engine.Evaluator;
import io.hearth.rules.engine.Settled;
import io.hearth.rules.engine.StateStore;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.spec.MovedClock;
import io.hearth.rules.spec.SpecCase;
import io.hearth.rules.spec.SpecCase.Happening;
import io.hearth.rules.spec.SpecRules;
import io.hearth.rules.store.FencedRedis;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.OwnRedis;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The specification of the state machine, {@code state-machine.txt}, where the engine starts again: what one left in a real
 * Redis another one takes up. The engine, the book of rules and the actions are the service's; no bus, and the clock is moved
 * by hand.
 */
class StateMachineRestartTest {
    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private final RedisBatch redis = REDIS.batch();

    @Test
    void rows_in_which_the_engine_starts_again_hold() throws Exception {
        for (SpecCase specified : SpecCase.all()) {
            if (specified.hasRestart()) {
                run(specified, EvaluationSettings.DEFAULT.grace(), false);
            }
        }
    }

    @Test
    @Tag("long")
    void all_other_rows_hold_when_the_engine_starts_again_before_every_step() throws Exception {
        for (SpecCase specified : SpecCase.all()) {
            if (!specified.hasRestart()) {
                run(specified, Duration.ZERO, true);
            }
        }
    }

    private void run(SpecCase specified, Duration grace, boolean everywhere) throws Exception {
        redis.send(Request.cmd(Command.FLUSHALL));
        try (Run run = new Run(specified, grace)) {
            for (SpecCase.Step step : specified.steps()) {
                if (everywhere) {
                    run.startAgain();
                }
                run.take(step);
            }
        }
    }

    /** One row, over as many lives of the engine as it says. */
    private final class Run implements AutoCloseable {
        private final SpecCase specified;
        private final Duration grace;
        private final MovedClock clock = new MovedClock(Given.NOW);
        /** What was done: once per id, as core-command does. */
        private final Map<UUID, String> told = new LinkedHashMap<>();

        private final List<String> expected = new ArrayList<>();
        /** The last action of what was done last. */
        private volatile Intent last;

        private Life life;

        Run(SpecCase specified, Duration grace) {
            this.specified = specified;
            this.grace = grace;
            life = new Life();
            life.book.add(List.of(SpecRules.read(specified.rule())));
        }

        void startAgain() {
            life.close();
            life = new Life();
        }

        void take(SpecCase.Step step) throws InterruptedException {
            Instant time = Given.NOW.plusNanos(step.nanos());
            // A clock does not pass over the times at which something is due; an engine that is not at work does.
            if (!(step.happening() instanceof Happening.Restart)) {
                step.changedAt().map(Given.NOW::plusNanos).ifPresent(this::come);
                come(time);
            }
            clock.to(time);
            happen(step.happening(), time);
            life.engine.tick();
            life.settle();
            check(step);
        }

        private void come(Instant time) {
            if (time.isAfter(clock.instant())) {
                clock.to(time);
                life.engine.tick();
                life.settle();
            }
        }

        private void happen(Happening happening, Instant time) throws InterruptedException {
            switch (happening) {
                case Happening.Nothing() -> {}
                case Happening.Reading(String device, String resource, String value) -> {
                    long origin = time.getEpochSecond() * Given.SECOND + time.getNano();
                    life.engine.handle(List.of(Given.message(new SignalKey(device, resource), origin, value)));
                }
                case Happening.Done() -> {
                    KnownRule rule = life.rule();
                    for (int action = 0; action <= last.index(); action++) {
                        life.engine.settled(
                                new Settled(rule.id(), rule.watch(), SpecCase.DEVICE, last.origin(), action, time));
                    }
                }
                case Happening.Restart() -> startAgain();
            }
        }

        private void check(SpecCase.Step step) {
            boolean acts = !specified.rule().get("then").isEmpty();
            step.marks().chars().forEach(mark -> {
                if (mark == '-' && !specified.rule().get("otherwise").isEmpty()) {
                    expected.add("off");
                } else if (mark != '-' && mark != '~' && acts) {
                    expected.add("on");
                }
            });
            assertThat(life.state()).as("%s at %s", specified, step).isEqualTo(step.state());
            synchronized (told) {
                assertThat(told.values()).as("%s at %s", specified, step).containsExactlyElementsOf(expected);
            }
        }

        @Override
        public void close() {
            life.close();
        }

        /** One life of the engine. */
        private final class Life implements AutoCloseable {
            private final Actions actions = new Actions(
                    this::deliver, new RedisOutboxStore(FencedRedis.open(redis), 10), new QuickActions(0, 100), clock);
            private final Engine engine = new Engine(
                    evaluator(), new StateStore(FencedRedis.open(redis), 100, 1_000), actions, List.of(), clock);
            private final RuleBook book = RuleBook.own(new RuleStore(FencedRedis.open(redis)), clock, 10);

            Life() {
                book.open(engine);
            }

            private Evaluator evaluator() {
                EvaluationSettings defaults = EvaluationSettings.DEFAULT;
                return new Evaluator(
                        clock,
                        new EvaluationSettings(
                                defaults.futureTolerance(),
                                3,
                                defaults.windowReadings(),
                                defaults.outageTolerance(),
                                grace),
                        selector -> Set.of(SpecCase.DEVICE),
                        Given.EXPRESSIONS);
            }

            private Outcome deliver(Intent intent) {
                if (last == null || intent.order() > last.order()) {
                    last = intent;
                }
                if (!intent.command().isEmpty()) {
                    synchronized (told) {
                        told.putIfAbsent(intent.id(), (String) intent.values().get("mode"));
                    }
                }
                return new Outcome.Done();
            }

            KnownRule rule() {
                return book.all().findFirst().orElseThrow();
            }

            char state() {
                return engine.status(rule().id()).getFirst().state().label().charAt(0);
            }

            void settle() {
                soon().until(() -> actions.figures().waiting() == 0);
            }

            @Override
            public void close() {
                actions.close();
            }
        }
    }

    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));
    }
}

package io.hearth.rules.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.rules.Given;
import io.hearth.rules.Moments;
import io.hearth.rules.engine.Transition;
import io.hearth.rules.engine.Transition.HeldBack;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Severity;
import io.hearth.rules.store.FencedRedis;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.StoreUnavailable;
import io.hearth.runtime.testing.OwnRedis;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rules and persons do to alarms, in any order and with a kill in between, with a real Redis. */
class AlarmSequencesTest {
    private static final KnownRule COLD = Given.known(Given.rule("cold", Given.below("20")));
    private static final AlarmKey KEY = new AlarmKey(COLD.id(), Given.LIVINGROOM.device(), Kind.RULE);

    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private final RedisBatch redis = REDIS.batch();

    private final Moments.Hand clock = new Moments.Hand();
    private Quick bounds = Quick.BOUNDS;
    private Alarms alarms;
    private RuleAlarms rules;

    @BeforeEach
    void begin() {
        restart();
    }

    private void restart() {
        alarms = new Alarms(new AlarmStore(FencedRedis.open(redis)), bounds, clock);
        rules = new RuleAlarms(alarms);
        rules.loaded(List.of(COLD));
    }

    private void happens(Transition... transitions) {
        save(rules.toStore(List.of(transitions)));
        rules.stored(List.of(transitions));
    }

    private void save(List<Request> requests) {
        List<Request> transaction = new ArrayList<>();
        transaction.add(Request.cmd(Command.MULTI));
        transaction.addAll(requests);
        transaction.add(Request.cmd(Command.EXEC));
        redis.send(transaction);
    }

    private Acted does(Act act) {
        UUID id = alarm().id();
        return alarms.act(List.of(id), act, "person:alice", "").get(id);
    }

    private Alarm alarm() {
        return alarms.book().newest(KEY).orElseThrow();
    }

    @Test
    void a_rule_raises_one_alarm_and_ends_it() {
        happens(Moments.raised(COLD, 1));
        assertThat(alarm().message()).isEqualTo("19.4 is below 20");
        assertThat(alarm().isActive()).isTrue();

        happens(Moments.cleared(COLD, 2));

        assertThat(alarms.all()).hasSize(1);
        assertThat(alarm().life()).isEqualTo(new Life.Returned(Moments.at(1), Moments.at(2)));
    }

    @Test
    void the_same_evaluated_again_after_a_kill_raises_nothing_new() {
        Transition raised = Moments.raised(COLD, 1);
        save(rules.toStore(List.of(raised)));
        restart();
        UUID stored = alarm().id();

        happens(raised);

        assertThat(alarms.all()).hasSize(1);
        assertThat(alarm().id()).isEqualTo(stored);
        assertThat(alarm().history()).hasSize(1);
    }

    @Test
    void what_is_not_stored_does_not_show() {
        rules.toStore(List.of(Moments.raised(COLD, 1)));

        assertThat(alarms.all()).isEmpty();
        restart();
        assertThat(alarms.all()).isEmpty();
    }

    @Test
    void a_person_waits_for_what_a_rule_is_storing_and_is_told_when_that_takes_too_long() {
        happens(Moments.raised(COLD, 1));
        rules.toStore(List.of(Moments.cleared(COLD, 2)));

        assertThatThrownBy(() -> does(new Act.Acknowledge())).isInstanceOf(StoreUnavailable.class);

        happens(Moments.cleared(COLD, 2));
        assertThat(does(new Act.Acknowledge())).isInstanceOf(Acted.Done.class);
    }

    @Test
    void a_rule_deleted_while_the_service_was_away_has_no_active_alarm_after_the_start() {
        happens(Moments.raised(COLD, 1));
        alarms = new Alarms(new AlarmStore(FencedRedis.open(redis)), bounds, clock);
        rules = new RuleAlarms(alarms);

        rules.loaded(List.of());

        assertThat(alarm().isActive()).isFalse();
        assertThat(alarm().history().getLast().comment()).contains("deleted");
    }

    @Test
    void a_rule_switched_off_or_without_alarm_or_deleted_ends_its_alarm_and_says_why() {
        happens(Moments.raised(COLD, 1));
        rules.put(COLD.changedTo(COLD.rule().switched(false), Given.NOW));
        assertThat(alarm().isActive()).isFalse();
        assertThat(alarm().history().getLast().comment()).isEqualTo("the rule is switched off");

        happens(Moments.raised(COLD, 5));
        rules.removed(COLD);
        assertThat(alarm().history().getLast().comment()).isEqualTo("the rule is deleted");
    }

    @Test
    void a_shelving_ends_by_the_clock_also_over_a_restart() {
        happens(Moments.raised(COLD, 1));
        does(new Act.Shelve(new Shelving.Timed(clock.instant().plusSeconds(60))));
        restart();
        assertThat(alarm().shelving().at(clock.instant()).isShelved()).isTrue();

        clock.moveOn(Duration.ofSeconds(60));
        rules.tick();

        assertThat(alarm().shelving()).isEqualTo(new Shelving.Unshelved());
        assertThat(alarm().history().getLast().what()).isEqualTo(Note.What.UNSHELVED);
        restart();
        assertThat(alarm().shelving()).isEqualTo(new Shelving.Unshelved());
    }

    @Test
    void a_limited_rule_has_an_alarm_of_its_own_until_it_acts_again_or_is_quiet() {
        AlarmKey limited = new AlarmKey(COLD.id(), Given.LIVINGROOM.device(), Kind.LIMITED);
        happens(Moments.raised(COLD, 1, HeldBack.LIMITED));
        assertThat(alarms.book().newest(limited).orElseThrow().isActive()).isTrue();

        happens(Moments.cleared(COLD, 2));
        assertThat(alarms.book().newest(limited).orElseThrow().isActive()).isFalse();

        happens(Moments.raised(COLD, 3, HeldBack.LOOP));
        clock.moveOn(Duration.ofSeconds(59));
        rules.tick();
        assertThat(alarms.book().newest(limited).orElseThrow().isActive()).isTrue();
        clock.moveOn(Duration.ofSeconds(1));
        rules.tick();
        assertThat(alarms.book().newest(limited).orElseThrow().isActive()).isFalse();
    }

    @Test
    void a_limited_rule_does_not_act_again_by_becoming_active_with_nothing_to_do() {
        KnownRule warm = Given.known(Given.rule("""
                { "name": "warm", "when": { "device": "livingroom", "resource": "temperature", "below": 20 },
                  "otherwise": [ { "notify": { "message": "warm" } } ] }"""));
        AlarmKey limited = new AlarmKey(warm.id(), Given.LIVINGROOM.device(), Kind.LIMITED);
        happens(Moments.cleared(warm, 1, HeldBack.LIMITED));

        happens(Moments.raised(warm, 2));

        assertThat(alarms.book().newest(limited).orElseThrow().isActive()).isTrue();
    }

    @Test
    void a_device_that_does_not_obey_raises_a_critical_alarm_until_it_does() {
        Source source = Source.of(COLD, "livingroom");
        rules.unconfirmed(source, FRONT, "device 'front' does not show 'closed'", clock.instant());
        rules.unconfirmed(source, "command bolt of back", "device 'back' does not show 'closed'", clock.instant());
        assertThat(unconfirmed(FRONT).severity()).isEqualTo(Severity.CRITICAL);

        rules.confirmed(COLD.id(), "livingroom", FRONT);

        assertThat(unconfirmed(FRONT).isActive()).isFalse();
        assertThat(unconfirmed("command bolt of back").isActive()).isTrue();
    }

    @Test
    void that_a_device_did_not_obey_as_an_earlier_release_stored_it_is_over_when_somebody_takes_note() {
        // It does not say which device: nothing that is done ends it.
        rules.unconfirmed(Source.of(COLD, "livingroom"), "", "device 'front' does not show it", clock.instant());
        restart();
        rules.confirmed(COLD.id(), "livingroom", FRONT);
        assertThat(unconfirmed("").isActive()).isTrue();

        UUID id = unconfirmed("").id();
        alarms.act(List.of(id), new Act.Acknowledge(), "person:alice", "");

        assertThat(unconfirmed("").isActive()).isFalse();
    }

    private static final String FRONT = "command bolt of front";

    private Alarm unconfirmed(String action) {
        return alarms.book()
                .newest(new AlarmKey(COLD.id(), "livingroom", Kind.UNCONFIRMED, action))
                .orElseThrow();
    }

    private Alarm failed(String action) {
        return alarms.book()
                .newest(new AlarmKey(COLD.id(), "livingroom", Kind.FAILED, action))
                .orElseThrow();
    }

    @Test
    void an_action_that_was_given_up_raises_an_alarm_until_the_same_action_is_done() {
        Source source = Source.of(COLD, "livingroom");
        rules.failed(source, "command control of boiler", Severity.WARNING, "no such device", clock.instant());
        rules.failed(source, "command lock of door", Severity.WARNING, "no such command", clock.instant());
        UUID id = failed("command control of boiler").id();
        rules.failed(source, "command control of boiler", Severity.WARNING, "no such device", clock.instant());
        restart();
        assertThat(failed("command control of boiler").id()).isEqualTo(id);
        assertThat(failed("command control of boiler").message())
                .isEqualTo("command control of boiler was given up: no such device");

        rules.done(COLD.id(), "livingroom", "command control of boiler");

        assertThat(failed("command control of boiler").isActive()).isFalse();
        assertThat(failed("command lock of door").isActive()).isTrue();
    }

    @Test
    void an_alarm_about_an_action_is_over_when_somebody_took_note_or_the_rule_begins_afresh() {
        Source source = Source.of(COLD, "livingroom");
        rules.failed(source, "command control of boiler", Severity.WARNING, "no such device", clock.instant());
        rules.failed(source, "command lock of door", Severity.WARNING, "no such command", clock.instant());

        alarms.act(List.of(failed("command control of boiler").id()), new Act.Acknowledge(), "person:alice", "");
        assertThat(failed("command control of boiler").isActive()).isFalse();
        assertThat(failed("command lock of door").isActive()).isTrue();

        rules.removed(COLD);
        assertThat(failed("command lock of door").isActive()).isFalse();
    }

    @Test
    void alarms_that_are_over_are_kept_up_to_a_number_and_an_age() {
        bounds = new Quick(1000, 3, 50);
        restart();
        for (int i = 0; i < 6; i++) {
            happens(Moments.raised(COLD, 10 * i));
            happens(Moments.cleared(COLD, 10 * i + 1));
            does(new Act.Acknowledge());
            clock.moveOn(Duration.ofSeconds(1));
        }
        assertThat(alarms.all()).hasSize(3);
        restart();
        assertThat(alarms.all()).hasSize(3);

        clock.moveOn(Duration.ofDays(31));
        rules.tick();
        assertThat(alarms.all()).isEmpty();
    }

    @Test
    void beyond_the_capacity_the_oldest_that_is_over_goes_and_else_none_is_raised() {
        bounds = new Quick(1, 3, 50);
        restart();
        KnownRule other = Given.known(Given.rule("other", Given.below("20")));
        happens(Moments.raised(COLD, 1));
        happens(Moments.raised(other, 2));
        assertThat(alarms.all()).extracting(alarm -> alarm.source().rule()).containsExactly("cold");
        assertThat(alarms.figures().crowdedOut()).isEqualTo(1);

        happens(Moments.cleared(COLD, 3));
        happens(Moments.raised(other, 4));

        assertThat(alarms.all()).extracting(alarm -> alarm.source().rule()).containsExactly("other");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatever_happens_in_whatever_order_holds_together_and_is_the_same_after_a_restart(long seed) {
        Random random = new Random(seed);
        boolean active = false;
        for (int second = 1; second <= 60; second++) {
            clock.moveOn(Duration.ofSeconds(1));
            boolean acknowledged =
                    alarms.book().newest(KEY).map(Alarm::isAcknowledged).orElse(true);
            switch (random.nextInt(7)) {
                case 0, 1 -> {
                    happens(active ? Moments.cleared(COLD, second) : Moments.raised(COLD, second));
                    active = !active;
                }
                case 2, 3 -> {
                    if (alarms.book().newest(KEY).isPresent()) {
                        assertThat(does(new Act.Acknowledge()) instanceof Acted.Done)
                                .isEqualTo(!acknowledged);
                    }
                }
                case 4 -> {
                    if (alarms.book().newest(KEY).isPresent()) {
                        does(new Act.Shelve(
                                random.nextBoolean()
                                        ? new Shelving.Timed(clock.instant().plusSeconds(5))
                                        : new Shelving.OneShot(clock.instant().plusSeconds(5))));
                    }
                }
                case 5 -> rules.tick();
                default -> {
                    Map<UUID, Alarm> before = byId();
                    restart();
                    assertThat(byId()).isEqualTo(before);
                }
            }
            holdsTogether(active);
        }
    }

    private Map<UUID, Alarm> byId() {
        return alarms.all().collect(Collectors.toMap(Alarm::id, alarm -> alarm));
    }

    private void holdsTogether(boolean active) {
        Map<AlarmKey, Integer> retained = new HashMap<>();
        alarms.all().filter(Alarm::isRetained).forEach(alarm -> retained.merge(alarm.key(), 1, Integer::sum));
        assertThat(retained.values()).allMatch(count -> count == 1);
        assertThat(alarms.book().newest(KEY).map(Alarm::isActive).orElse(false)).isEqualTo(active);
        assertThat(alarms.all()).allMatch(alarm -> alarm.isRetained() == (alarm.isActive() || !alarm.isAcknowledged()));
        assertThat(alarms.book().retained())
                .isEqualTo((int) alarms.all().filter(Alarm::isRetained).count());
    }
}

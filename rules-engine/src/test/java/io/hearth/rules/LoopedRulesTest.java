package io.hearth.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.action.LoopGuard;
import io.hearth.rules.action.QuickActions;
import io.hearth.rules.spec.MovedClock;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.OwnRedis;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A radiator's valve that measures and is commanded: each of its readings may follow from a command. What its rule may not do for
 * going round too often is done when it may, with a real Redis.
 */
class LoopedRulesTest {
    private static final String VALVE = """
            { "name": "valve", "when": { "device": "livingroom", "resource": "temperature", "below": 20 },
              "then": [ { "command": { "command": "valve", "values": { "mode": "on" } } } ],
              "otherwise": [ { "command": { "command": "valve", "values": { "mode": "off" } } } ] }
            """;
    private static final String COLD = "19";
    private static final String WARM = "21";

    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private final RedisBatch redis = REDIS.batch();

    private final MovedClock clock = new MovedClock(Given.NOW);

    private final EngineLife.FarEnd farEnd = new EngineLife.FarEnd();
    private EngineLife life;

    private int firings;

    @AfterEach
    void end() {
        life.close();
    }

    private void startAgain() {
        LoopGuard loops = new LoopGuard(QuickActions.configured(Map.of("loops.firings", Integer.toString(firings)))
                .loops());
        life = new EngineLife(redis, clock, farEnd, List.of(), Works.rounds(loops));
        life.start();
    }

    private void measures(int second, String value) throws InterruptedException {
        reads(second, value);
        await().until(life::isIdle);
    }

    private void reads(int second, String value) throws InterruptedException {
        clock.to(Given.NOW.plusSeconds(second));
        life.engine().handle(List.of(Given.message(Given.LIVINGROOM, Given.EPOCH + second * Given.SECOND, value)));
    }

    private List<String> toldBy(int second) {
        clock.to(Given.NOW.plusSeconds(second));
        life.engine().tick();
        await().until(life::isIdle);
        return farEnd.told();
    }

    /** One in a second, of which the last follows once too often from what the rule did: the next may in second 62. */
    private void goRound(String... values) throws InterruptedException {
        redis.send(Request.cmd(Command.FLUSHALL));
        firings = values.length - 2;
        startAgain();
        life.book().add(List.of(Given.rule(VALVE)));
        for (int second = 1; second <= values.length; second++) {
            measures(second, values[second - 1]);
        }
        assertThat(farEnd.told()).hasSize(values.length - 1);
    }

    @Test
    void it_heats_as_soon_as_it_may_again_if_it_is_still_cold() throws Exception {
        goRound(COLD, WARM, COLD, WARM, COLD);
        assertThat(toldBy(61)).containsExactly("on", "off", "on", "off");

        assertThat(toldBy(62)).containsExactly("on", "off", "on", "off", "on");
        assertThat(toldBy(200)).as("once").hasSize(5);
    }

    @Test
    void it_stops_heating_as_soon_as_it_may_again_if_it_is_still_warm() throws Exception {
        goRound(COLD, WARM, COLD, WARM);
        assertThat(toldBy(61)).containsExactly("on", "off", "on");

        assertThat(toldBy(62)).containsExactly("on", "off", "on", "off");
        assertThat(toldBy(200)).as("once").hasSize(4);
    }

    @Test
    void of_what_was_held_back_only_the_newest_decision_is_made_up_for() throws Exception {
        goRound(COLD, WARM, COLD, WARM);
        measures(5, COLD);
        measures(6, WARM);

        assertThat(toldBy(62)).containsExactly("on", "off", "on", "off");
        assertThat(toldBy(200)).hasSize(4);
    }

    @Test
    void what_was_not_done_is_not_undone() throws Exception {
        goRound(COLD, WARM, COLD, WARM, COLD);
        measures(6, WARM);

        assertThat(toldBy(200)).containsExactly("on", "off", "on", "off");
    }

    @Test
    void what_waits_and_undoes_what_was_done_is_done_though_its_rule_would_act_again_and_may_not() throws Exception {
        redis.send(Request.cmd(Command.FLUSHALL));
        firings = 1;
        startAgain();
        life.book().add(List.of(Given.rule(VALVE)));
        measures(1, COLD);
        life.commandsNothing();
        reads(2, WARM);
        reads(3, COLD);
        reads(4, WARM);

        life.commandsAgain();

        assertThat(toldBy(5)).containsExactly("on", "off");
        assertThat(toldBy(200)).as("once").hasSize(2);
    }

    @Test
    void what_is_held_back_survives_the_engine() throws Exception {
        goRound(COLD, WARM, COLD, WARM);
        life.close();
        startAgain();
        assertThat(toldBy(61)).hasSize(3);
        life.close();
        startAgain();

        assertThat(toldBy(72)).containsExactly("on", "off", "on", "off");
    }
}

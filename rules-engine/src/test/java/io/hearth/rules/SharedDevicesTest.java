package io.hearth.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.engine.Evaluator;
import io.hearth.rules.replica.Company;
import io.hearth.rules.replica.Turn;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.store.Fence;
import io.hearth.rules.store.FencedRedis;
import io.hearth.rules.store.Partition;
import io.hearth.rules.store.Share;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.OwnRedis;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Of two shares of the devices each has its rules, and hears of the other's devices what its rules look at. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class SharedDevicesTest {
    private static final Share MINE = new Share(0, 2);
    private static final Share OTHERS = new Share(1, 2);
    private static final SignalKey HERE = signal(MINE);
    private static final SignalKey THERE = signal(OTHERS);

    private static final String COLD = """
            { "name": "cold", "when": { "device": "%s", "resource": "temperature", "below": 20 },
              "then": [ { "command": { "device": "boiler", "command": "control", "values": { "mode": "heat" } } } ] }
            """.formatted(HERE.device());
    private static final String BOTH_COLD = """
            { "name": "both-cold", "when": { "all": [
                { "device": "%s", "resource": "temperature", "below": 20 },
                { "device": "%s", "resource": "temperature", "window": { "function": "avg", "readings": 2 }, "below": 20 } ] },
              "then": [ { "command": { "device": "boiler", "command": "control", "values": { "mode": "heat" } } } ] }
            """;

    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private final RedisBatch redis = REDIS.batch();

    @Inject
    Works works;

    @Inject
    RulesConfig config;

    private final List<Work> begun = new ArrayList<>();
    private Common common;
    private CoreCommand coreCommand;

    private record Believed(long epoch, FencedRedis redis) implements Turn {
        @Override
        public boolean lasts() {
            return true;
        }
    }

    private static SignalKey signal(Share share) {
        return new SignalKey(
                IntStream.range(0, 100)
                        .mapToObj(i -> "room-" + i)
                        .filter(share::has)
                        .findFirst()
                        .orElseThrow(),
                "temperature");
    }

    @BeforeEach
    void begin() {
        coreCommand = new CoreCommand(WithBroker.broker().port());
        coreCommand.obeys();
        common = works.common(redis, Company.of(redis, config.replica(), "a", "http://none", () -> 0));
    }

    @AfterEach
    void stop() {
        begun.forEach(Work::close);
        coreCommand.close();
    }

    private Work takesOver(Share share, long epoch) {
        String holder = epoch + " run replica";
        String key = Fence.TURN + share.suffix();
        redis.send(Request.cmd(Command.SET).arg(key).arg(holder));
        Work work = works.in(
                new Believed(epoch, FencedRedis.behind(new Fence(key, holder, () -> {}), redis, share)), common);
        begun.add(work);
        work.load();
        return work;
    }

    private static void hear(Work work, SignalKey signal, int second, String value) throws InterruptedException {
        work.engine().handle(List.of(Given.message(signal, Given.EPOCH + second * Given.SECOND, value)));
    }

    private static Optional<Evaluator.Status> status(Work work, String rule) {
        return work.book().byName(rule).stream()
                .flatMap(known -> work.engine().status(known.id()).stream())
                .findFirst();
    }

    @Test
    void a_rule_is_evaluated_where_its_device_is_looked_after_and_nowhere_else() throws Exception {
        Work mine = takesOver(MINE, 1);
        Work others = takesOver(OTHERS, 1);
        mine.book().add(List.of(Given.rule(COLD)));

        hear(mine, HERE, 1, "19");
        hear(others, HERE, 1, "19");
        hear(others, THERE, 1, "19");

        await().until(() -> mine.actions().figures().done() == 1);
        assertThat(status(mine, "cold")).isPresent();
        assertThat(status(others, "cold")).isEmpty();
        assertThat(others.engine().figures().evaluation().evaluated()).isZero();
        assertThat(others.engine().figures().elsewhere()).isEqualTo(1);
        assertThat(coreCommand.commanded()).hasSize(1);
        assertThat(mine.alarms().alarms().all()).hasSize(1);
        assertThat(others.alarms().alarms().all()).isEmpty();
    }

    @Test
    void a_rule_that_is_changed_to_be_about_another_device_goes_where_that_is() throws Exception {
        Work mine = takesOver(MINE, 1);
        Work others = takesOver(OTHERS, 1);
        mine.book().add(List.of(Given.rule(COLD)));
        hear(mine, HERE, 1, "19");

        mine.book().change(List.of(Given.rule(COLD.replace(HERE.device(), THERE.device()))));

        assertThat(status(mine, "cold")).isEmpty();
        assertThat(status(others, "cold")).isPresent();
        assertThat(mine.alarms().alarms().all()).noneMatch(alarm -> alarm.isActive());
        hear(others, THERE, 2, "19");
        await().until(() -> others.actions().figures().done() == 1);
    }

    @Test
    void what_was_heard_of_the_other_shares_device_is_known_to_the_one_that_takes_over() throws Exception {
        Work mine = takesOver(MINE, 1);
        mine.book().add(List.of(Given.rule(BOTH_COLD.formatted(HERE.device(), THERE.device()))));
        hear(mine, THERE, 0, "17");
        hear(mine, THERE, 1, "18");
        // The other's own start finds nobody there who looks at the device, and forgets nothing of ours.
        takesOver(OTHERS, 1);

        Work successor = takesOver(MINE, 2);

        assertThat(status(successor, "both-cold").orElseThrow().last())
                .extracting(sample -> sample.text())
                .contains("18");
        hear(successor, HERE, 2, "19");
        await().until(() -> successor.actions().figures().done() == 1);
    }

    @Test
    void when_shares_of_another_number_were_evaluated_last_is_not_kept() {
        long longAgo = 1000;
        redis.send(Request.cmd(Command.SET).arg(new Partition(2).alive()).arg(longAgo));
        redis.send(Request.cmd(Command.SET).arg(new Partition(1).alive()).arg(longAgo));
        redis.send(Request.cmd(Command.SET).arg(MINE.home().alive()).arg(longAgo));

        takesOver(MINE, 1);

        assertThat(redis.send(Request.cmd(Command.EXISTS).arg(new Partition(2).alive()))
                        .toInteger())
                .as("where the third share of four had it")
                .isZero();
        assertThat(redis.send(Request.cmd(Command.EXISTS)
                                .arg(OTHERS.home().alive())
                                .arg(MINE.home().alive()))
                        .toInteger())
                .as("where the two shares of now have it")
                .isEqualTo(2);
    }

    @Test
    void what_is_not_of_its_share_and_watched_by_none_of_its_rules_is_not_even_decoded() throws Exception {
        Work mine = takesOver(MINE, 1);
        mine.book().add(List.of(Given.rule(BOTH_COLD.formatted(HERE.device(), THERE.device()))));
        hear(mine, THERE, 1, "18");
        assertThat(mine.engine().figures().elsewhere()).isZero();

        mine.book().delete("both-cold");
        hear(mine, THERE, 2, "18");

        assertThat(mine.engine().figures().elsewhere()).isEqualTo(1);
        assertThat(mine.engine().figures().received()).isEqualTo(2);
    }

    @Test
    void devices_that_were_shared_out_are_known_to_one_alone_and_again_to_those_who_share_them() throws Exception {
        Work alone = works.in(Turn.unshared(FencedRedis.open(redis)));
        begun.add(alone);
        alone.load();
        alone.book().add(List.of(Given.rule(BOTH_COLD.formatted(HERE.device(), THERE.device()))));
        hear(alone, THERE, 0, "17");
        hear(alone, THERE, 1, "18");
        alone.close();

        Work mine = takesOver(MINE, 1);
        assertThat(status(mine, "both-cold").orElseThrow().last())
                .extracting(sample -> sample.text())
                .contains("18");
        hear(mine, HERE, 3, "19");
        await().until(() -> mine.actions().figures().done() == 1);
        mine.close();

        Work again = works.in(Turn.unshared(FencedRedis.open(redis)));
        begun.add(again);
        again.load();
        assertThat(status(again, "both-cold").orElseThrow().state().isActive()).isTrue();
        hear(again, HERE, 4, "21");
        assertThat(status(again, "both-cold").orElseThrow().state().isActive()).isFalse();
    }
}

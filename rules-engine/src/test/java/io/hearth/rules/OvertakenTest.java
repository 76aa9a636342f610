package io.hearth.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.alarm.Act;
import io.hearth.rules.alarm.Alarm;
import io.hearth.rules.replica.Turn;
import io.hearth.rules.store.Fence;
import io.hearth.rules.store.FencedRedis;
import io.hearth.rules.store.TurnOver;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.OwnRedis;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A replica that another has taken over from, and that does not know it yet, changes nothing and tells devices nothing. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class OvertakenTest {
    @RegisterExtension
    static final OwnRedis REDIS = new OwnRedis();

    private final RedisBatch redis = REDIS.batch();

    @Inject
    Works works;

    private CoreCommand coreCommand;
    private final List<Work> begun = new ArrayList<>();

    /** A turn whose holder believes that it lasts. */
    private record Believed(long epoch, FencedRedis redis) implements Turn {
        @Override
        public boolean lasts() {
            return true;
        }
    }

    @BeforeEach
    void begin() {
        coreCommand = new CoreCommand(WithBroker.broker().port());
    }

    @AfterEach
    void stop() {
        begun.forEach(Work::close);
        coreCommand.close();
    }

    private Work takesOver(long epoch) {
        String holder = epoch + " run replica";
        redis.send(Request.cmd(Command.SET).arg(Fence.TURN).arg(holder));
        Work work = works.in(new Believed(epoch, FencedRedis.behind(new Fence(holder, () -> {}), redis)));
        begun.add(work);
        work.load();
        return work;
    }

    private Map<String, String> stored() {
        Map<String, String> all = new TreeMap<>();
        for (Response key : redis.send(Request.cmd(Command.KEYS).arg("*"))) {
            Response value = redis.send(Request.cmd(Command.DUMP).arg(key.toString()));
            all.put(key.toString(), new String(value.toBytes(), StandardCharsets.ISO_8859_1));
        }
        return all;
    }

    @Test
    void what_one_at_work_has_decided_and_been_told_is_known_to_the_one_that_takes_over() throws Exception {
        Work first = takesOver(1);
        first.book().add(List.of(Given.rule(Given.BOILER)));
        coreCommand.isSilent();
        first.engine().handle(List.of(Given.message(Given.LIVINGROOM, Given.EPOCH, "19")));
        await().until(() -> !coreCommand.asked().isEmpty());
        coreCommand.obeys();

        Work second = takesOver(2);

        assertThat(second.book().byName("boiler-on-when-cold")).isPresent();
        await().until(() -> second.actions().figures().done() == 1);
        assertThat(coreCommand.asked())
                .extracting(CoreCommand.Asked::requestId)
                .containsOnly(coreCommand.asked().getFirst().requestId());
        second.engine().handle(List.of(Given.message(Given.LIVINGROOM, Given.EPOCH + Given.SECOND, "21")));
        await().until(() -> second.actions().figures().done() == 2);
    }

    @Test
    void one_that_was_overtaken_stores_nothing_and_commands_nothing() throws Exception {
        Work overtaken = takesOver(1);
        overtaken.book().add(List.of(Given.rule(Given.BOILER)));
        Work successor = takesOver(2);
        successor.engine().handle(List.of(Given.message(Given.LIVINGROOM, Given.EPOCH + Given.SECOND, "22")));
        Map<String, String> before = stored();

        assertThatThrownBy(() -> overtaken.engine().handle(List.of(Given.message(Given.LIVINGROOM, Given.EPOCH, "19"))))
                .isInstanceOf(TurnOver.class);
        assertThatThrownBy(() -> overtaken.book().add(List.of(Given.rule("other", Given.below("5")))))
                .isInstanceOf(TurnOver.class);
        assertThatThrownBy(() -> overtaken.book().delete("boiler-on-when-cold")).isInstanceOf(TurnOver.class);

        assertThat(stored()).isEqualTo(before);
        assertThat(coreCommand.asked()).isEmpty();
        assertThat(overtaken.actions().figures().waiting()).isZero();
    }

    @Test
    void alarms_are_known_to_the_one_that_takes_over_and_one_that_was_overtaken_changes_none() throws Exception {
        Work overtaken = takesOver(1);
        overtaken.book().add(List.of(Given.rule(Given.BOILER)));
        overtaken.engine().handle(List.of(Given.message(Given.LIVINGROOM, Given.EPOCH, "19")));
        await().until(() -> overtaken.actions().figures().done() == 1);
        Work successor = takesOver(2);
        UUID raised = onlyAlarm(successor).id();
        Map<String, String> before = stored();

        assertThatThrownBy(() -> acknowledge(overtaken, raised)).isInstanceOf(TurnOver.class);
        assertThatThrownBy(() -> overtaken
                        .engine()
                        .handle(List.of(Given.message(Given.LIVINGROOM, Given.EPOCH + Given.SECOND, "21"))))
                .isInstanceOf(TurnOver.class);
        assertThat(onlyAlarm(overtaken).isActive()).isTrue();
        overtaken.close();

        assertThat(stored()).isEqualTo(before);
        acknowledge(successor, raised);
        successor.engine().handle(List.of(Given.message(Given.LIVINGROOM, Given.EPOCH + Given.SECOND, "21")));
        assertThat(onlyAlarm(takesOver(3)).isActive()).isFalse();
    }

    private static Alarm onlyAlarm(Work work) {
        return work.alarms().alarms().all().findFirst().orElseThrow();
    }

    private static void acknowledge(Work work, UUID alarm) {
        work.alarms().alarms().act(List.of(alarm), new Act.Acknowledge(), "person:alice", "");
    }
}

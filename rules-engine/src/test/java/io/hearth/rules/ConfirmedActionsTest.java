package io.hearth.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.EventResponse;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.value.ValueType;
import io.hearth.rules.action.Actions;
import io.hearth.rules.action.RedisOutboxStore;
import io.hearth.rules.alarm.Alarm;
import io.hearth.rules.alarm.Kind;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.Severity;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.store.FencedRedis;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands whose rule names the reading that proves that the device obeyed, with a real broker and a real Redis. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class ConfirmedActionsTest {
    @Inject
    Bus bus;

    @Inject
    RuleBook book;

    @Inject
    Actions actions;

    @Inject
    RulesEngine service;

    @Inject
    RedisBatch redis;

    private DecidedActions decided;

    @BeforeEach
    void begin() {
        await().untilAsserted(book::requireLoaded);
        decided = new DecidedActions(actions, redis);
    }

    @AfterEach
    void end() {
        decided.end();
    }

    private static Action bolt(Duration within) {
        return new Action.Command(
                Optional.of("lock"),
                "bolt",
                Map.of("closed", true),
                Optional.of(new Action.Confirm("bolted", true, within)));
    }

    @Test
    void a_device_that_shows_what_the_rule_asks_for_has_obeyed_and_others_do_not_wait_for_it() {
        try (CoreCommand core = new CoreCommand(WithBroker.broker().port())) {
            decided.decide("1", bolt(Duration.ofMinutes(1)), new Action.Command("lock", "light", Map.of("on", true)));
            await().until(() -> decided.told().equals(List.of("done COMMAND")));
            assertThat(actions.figures().waiting()).isEqualTo(1);
            assertThat(core.commanded()).extracting(CoreCommand.Asked::command).containsExactly("bolt", "light");

            BusMessage bolted = Given.message(new SignalKey("lock", "bolted"), now(), "true");
            bus.publishAndWait(bolted.topic(), bolted.payload());

            await().until(() -> decided.told().size() == 2);
            assertThat(core.commanded()).hasSize(2);
            assertThat(new RedisOutboxStore(FencedRedis.open(redis), 10).load()).isEmpty();
        }
    }

    @Test
    void the_alarm_that_the_documentation_shows_is_the_one_that_is_raised() throws Exception {
        Matcher shown = Pattern.compile("\"action\": \"(.*?)\",\\s*\"message\": \"(.*?)\"")
                .matcher(Files.readString(Path.of("../docs/rules.md")));
        assertThat(shown.find()).isTrue();
        Action lock = new Action.Command(
                Optional.of("bike-7"),
                "control",
                Map.of("lock", "locked"),
                Optional.of(new Action.Confirm("lock", "locked", Duration.ofMillis(300))));
        Reading unlocked = Reading.simple(1, "bike-7", "bike", "lock", ValueType.STRING, "unlocked");

        try (CoreCommand core = new CoreCommand(WithBroker.broker().port())) {
            core.reads(EventResponse.of(new Event(
                    "v3", UUID.randomUUID().toString(), "bike-7", "bike", "lock", 1, List.of(unlocked), Map.of())));
            decided.decide("1", lock);

            await().until(() -> service.work()
                    .alarms()
                    .alarms()
                    .all()
                    .filter(alarm -> alarm.kind() == Kind.UNCONFIRMED && alarm.severity() == Severity.CRITICAL)
                    .filter(alarm -> alarm.action().equals(shown.group(1)))
                    .anyMatch(alarm -> alarm.message().equals(shown.group(2).replace("10000 ms", "300 ms"))));
        }
    }

    @Test
    void a_device_that_does_not_show_it_in_time_is_asked_and_told_of() {
        try (CoreCommand core = new CoreCommand(WithBroker.broker().port())) {
            core.reads(answer("false"));
            decided.decide("1", bolt(Duration.ofMillis(300)));

            await().until(() -> decided.told().size() == 1);
            assertThat(decided.told().getFirst())
                    .contains("unconfirmed", "'bolted' of device 'lock' should read 'true'", "reads 'false'");
            // Told first, so that nobody who is killed in between has told nobody.
            await().until(() -> actions.failed().size() == 1);
            assertThat(service.work().alarms().alarms().all().filter(Alarm::isActive))
                    .extracting(Alarm::kind, Alarm::severity)
                    .contains(tuple(Kind.UNCONFIRMED, Severity.CRITICAL));
        }
    }

    @Test
    void a_device_that_shows_it_when_it_is_asked_has_obeyed() {
        try (CoreCommand core = new CoreCommand(WithBroker.broker().port())) {
            core.reads(answer("true"));
            decided.decide("1", bolt(Duration.ofMillis(300)));

            await().until(() -> decided.told().equals(List.of("done COMMAND")));
        }
    }

    @Test
    void that_one_device_obeys_says_nothing_of_another_that_the_same_rule_commands() {
        try (CoreCommand core = new CoreCommand(WithBroker.broker().port())) {
            core.reads(answer("false"));
            decided.decide("1", bolt("front", Duration.ofMillis(300)), bolt("back", Duration.ofMinutes(1)));
            await().until(() -> disobedient().equals(Set.of("command bolt of front")));

            shows("back");
            await().until(() -> decided.told().size() == 2);
            decided.decide("1", new Action.Command("hall", "light", Map.of("on", true)));
            await().until(() -> decided.told().size() == 3);
            assertThat(disobedient()).containsExactly("command bolt of front");

            decided.decide("1", bolt("back", Duration.ofMillis(300)));
            await().until(() -> disobedient().equals(Set.of("command bolt of front", "command bolt of back")));

            decided.decide("1", bolt("front", Duration.ofMinutes(1)));
            shows("front");
            await().until(() -> disobedient().equals(Set.of("command bolt of back")));
        }
    }

    private static Action bolt(String device, Duration within) {
        return new Action.Command(
                Optional.of(device),
                "bolt",
                Map.of("closed", true),
                Optional.of(new Action.Confirm("bolted", true, within)));
    }

    private void shows(String device) {
        BusMessage bolted = Given.message(new SignalKey(device, "bolted"), now(), "true");
        bus.publishAndWait(bolted.topic(), bolted.payload());
    }

    private Set<String> disobedient() {
        return service.work()
                .alarms()
                .alarms()
                .all()
                .filter(alarm -> alarm.isActive() && alarm.kind() == Kind.UNCONFIRMED)
                .map(Alarm::action)
                .filter(action -> action.startsWith("command bolt of ") && !action.endsWith(" of lock"))
                .collect(Collectors.toSet());
    }

    @Test
    void what_acted_before_a_restart_is_proved_by_what_the_device_shows_after_it_and_not_sent_again() {
        try (CoreCommand core = new CoreCommand(WithBroker.broker().port())) {
            decided.actedBefore("1", bolt(Duration.ofMinutes(1)));
            await().until(() -> actions.figures().waiting() == 1);

            BusMessage bolted = Given.message(new SignalKey("lock", "bolted"), now(), "true");
            await().until(() -> {
                bus.publishAndWait(bolted.topic(), bolted.payload());
                return decided.told().equals(List.of("done COMMAND"));
            });
            assertThat(core.commanded()).isEmpty();
        }
    }

    private static EventResponse answer(String value) {
        Reading reading = Reading.simple(1, "lock", "lock", "bolted", ValueType.BOOL, value);
        return EventResponse.of(
                new Event("v3", UUID.randomUUID().toString(), "lock", "lock", "bolted", 1, List.of(reading), Map.of()));
    }

    private static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * Given.SECOND + now.getNano();
    }
}

package io.hearth.rules.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.value.ValueType;
import io.hearth.rules.Given;
import io.hearth.rules.device.Knowledge;
import io.hearth.rules.document.DocumentText;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules tried on what a core-data has recorded, as they are asked for over REST. */
class TrialsTest {
    private static final String COLD = """
            {"name": "cold", "when": {"device": "livingroom", "resource": "temperature", "below": 20, "clearAbove": 21},
             "then": [{"command": {"device": "boiler", "command": "control", "values": {"mode": "heat"}}}],
             "otherwise": [{"command": {"device": "boiler", "command": "control", "values": {"mode": "off"}}}]}""";
    private static final Instant NOW = Given.NOW.plusSeconds(3_600);

    private final CoreData coreData = new CoreData();
    private final Trying.Limits limits = new Trying.Limits(coreData.url(), 100, 10_000, 10_000);
    private final History history = new History(limits);

    @AfterEach
    void stop() {
        history.close();
        coreData.close();
    }

    private void recorded(long second, String value) {
        coreData.recorded()
                .add(Reading.simple(
                        Given.EPOCH + second * Given.SECOND,
                        "livingroom",
                        "",
                        "temperature",
                        ValueType.FLOAT64,
                        value));
    }

    private Trials trials() {
        return new Trials(
                Trying.reader(),
                Trying.check(),
                Trying.replay(Set.of(), limits),
                new Trials.Archive(
                        Knowledge.nothing(),
                        () -> {
                            throw new AssertionError("no rule is saved, and none is asked for");
                        },
                        history,
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        limits));
    }

    private static JsonNode request(String fields) {
        return DocumentText.parse(("{\"rule\": " + COLD + ", " + fields + "}").getBytes(StandardCharsets.UTF_8));
    }

    private static String at(long second) {
        return Given.NOW.plusSeconds(second).toString();
    }

    @Test
    void a_back_test_says_when_a_rule_would_have_fired_and_cleared_and_what_it_would_have_done() {
        recorded(10, "22");
        recorded(20, "19");
        recorded(30, "20.5");
        recorded(40, "21.5");
        recorded(90, "18");

        TrialResponse told = trials().recorded(request("\"from\": \"" + at(0) + "\", \"to\": \"" + at(60) + "\""));

        assertThat(told.steps())
                .extracting(TrialResponse.StepResult::time, TrialResponse.StepResult::firing)
                .containsExactly(tuple(at(10), ""), tuple(at(20), "RAISED"), tuple(at(40), "CLEARED"));
        assertThat(told.steps().getLast().actions())
                .containsExactly(Map.of(
                        "command", Map.of("device", "boiler", "command", "control", "values", Map.of("mode", "off"))));
        assertThat(told.devices()).singleElement().satisfies(device -> {
            assertThat(device.raised()).isEqualTo(1);
            assertThat(device.cleared()).isEqualTo(1);
            assertThat(device.state()).isEqualTo("NORMAL");
        });
    }

    @Test
    void a_rule_is_tried_on_what_was_recorded_last() {
        recorded(60, "18");
        recorded(3_000, "19");

        TrialResponse told = trials().given(request("\"last\": \"30m\""));

        assertThat(told.steps()).extracting(TrialResponse.StepResult::time).containsExactly(at(3_000));
        assertThat(told.from()).isEqualTo(NOW.minusSeconds(1_800).toString());
        assertThat(told.to()).isEqualTo(NOW.toString());
    }

    @Test
    void more_at_once_than_may_be_are_refused_and_a_place_is_free_again() throws Exception {
        CountDownLatch begun = new CountDownLatch(limits.concurrent());
        CountDownLatch go = new CountDownLatch(1);
        Trials trials = trials();
        coreData.holdUp(begun, go);
        try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < limits.concurrent(); i++) {
                together.execute(() -> trials.given(request("\"last\": \"1m\"")));
            }
            begun.await();

            assertThatThrownBy(() -> trials.given(request("\"last\": \"1m\"")))
                    .isInstanceOf(EdgexException.class)
                    .hasMessageContaining("2 trials and back-tests are under way");
            go.countDown();
        }

        assertThat(trials.given(request("\"last\": \"1m\"")).complete()).isTrue();
    }
}

package io.hearth.rules.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.DeserializationFeature;
import io.hearth.contracts.codec.Json;
import io.hearth.rules.rule.Action;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoredIntentTest {
    static Stream<Action> actions() {
        return Stream.of(
                new Action.Command(
                        Optional.of("lock"),
                        "bolt",
                        Map.of("closed", true),
                        Optional.of(new Action.Confirm("bolted", true, Duration.ofSeconds(5)))),
                new Action.Command("boiler", "control", Map.of("mode", "heat", "list", List.of("a"))),
                new Action.Publish("home/${device}", Map.of("value", "${value}"), 2, true),
                new Action.Webhook(
                        "https://hooks.example/x?v=${value}",
                        "PUT",
                        Map.of("Authorization", "Bearer secret"),
                        Optional.of(Map.of("v", "${value}")),
                        Optional.of(Duration.ofSeconds(3))),
                new Action.Webhook("https://hooks.example/x", "POST", Map.of(), Optional.empty(), Optional.empty()),
                new Action.Notify("it is ${value}", "heating", Optional.empty()),
                new Action.Write(Optional.empty(), "cold", "${reading.light}"),
                new Action.Write(Optional.of("house"), "cold", "${value}"));
    }

    @ParameterizedTest
    @MethodSource("actions")
    void an_action_of_any_kind_comes_back_from_the_store_as_it_was(Action action) throws IOException {
        Intent intent = Firings.intent(action, 7, "18.50");

        assertThat(read(Json.bytes(StoredIntent.of(intent)))).isEqualTo(intent);
    }

    @Test
    void for_how_long_an_action_is_worth_doing_comes_back_from_the_store() throws IOException {
        Validity validity = new Validity(Instant.parse("2026-01-01T00:00:00.007Z"), Duration.ofMinutes(5), true);
        Intent intent = Firings.intent(new Action.Notify("x", "", Optional.empty()), 7, "18.50")
                .with(Optional.of(validity));

        assertThat(read(Json.bytes(StoredIntent.of(intent)))).isEqualTo(intent);
    }

    @Test
    void that_an_action_was_carried_out_comes_back_from_the_store() throws IOException {
        Instant at = Instant.parse("2026-01-01T00:00:00.007Z");
        Intent intent = Firings.intent(new Action.Command("lock", "bolt", Map.of("closed", true)), 7, "18.50")
                .actedAt(at);

        Intent stored = read(Json.bytes(StoredIntent.of(intent)));

        assertThat(stored).isEqualTo(intent);
        assertThat(stored.acted()).contains(at);
    }

    @Test
    void a_command_that_an_earlier_release_stored_is_read() throws IOException {
        Intent intent = read("""
                {"id":"3f0c0d2e-2f0e-3c6d-9a4e-6a8f5d2b7c10","ruleId":"9d5ed678-fe57-3cca-a10e-9b2a1a6b4b2a","rule":"cold",
                 "watch":"9d5ed678-fe57-3cca-a10e-9b2a1a6b4b2a.1","source":"livingroom","device":"boiler","command":"control",
                 "values":{"mode":"heat","target":23.50},"origin":1767225607000000000,"index":0,"order":12}
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(intent.deed())
                .isEqualTo(new Deed.Command(
                        "boiler",
                        "control",
                        Map.of("mode", "heat", "target", new BigDecimal("23.50")),
                        Optional.empty()));
        assertThat(intent.source()).isEqualTo("livingroom");
        assertThat(intent.order()).isEqualTo(12);
        assertThat(intent.validity()).isEmpty();
        assertThat(intent.acted()).isEmpty();
    }

    @Test
    void an_action_of_a_kind_that_a_later_release_stored_is_not_taken_for_a_command() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("{\"id\":\"3f0c0d2e-2f0e-3c6d-9a4e-6a8f5d2b7c10\",\"fax\":{}}"
                        .getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("no known kind");
    }

    @Test
    void what_may_be_secret_in_a_request_is_in_no_text_of_it() {
        Intent intent = Firings.intent(
                new Action.Webhook(
                        "https://hooks.example/token-123?key=456",
                        "POST",
                        Map.of("Authorization", "Bearer 789"),
                        Optional.empty(),
                        Optional.empty()),
                1,
                "18");

        assertThat(intent.toString()).contains("hooks.example", "Authorization").doesNotContain("123", "456", "789");
        assertThat(new String(Json.bytes(ActionResource.Listed.waiting(intent)), StandardCharsets.UTF_8))
                .contains("hooks.example")
                .doesNotContain("token-123", "456", "789");
    }

    private static Intent read(byte[] json) throws IOException {
        return Json.mapper()
                .readerFor(StoredIntent.class)
                .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .<StoredIntent>readValue(json)
                .intent();
    }
}

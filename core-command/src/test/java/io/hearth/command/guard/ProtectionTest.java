package io.hearth.command.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hearth.command.Caller;
import io.hearth.command.Command;
import io.hearth.command.Outcome;
import io.hearth.command.Wishes;
import io.hearth.command.WithExternalBroker;
import io.hearth.command.WithMetadata;
import io.hearth.command.profile.MetadataTest;
import io.hearth.command.profile.OwnSettings;
import io.hearth.command.profile.Write;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
@QuarkusTestResource(WithExternalBroker.class)
class ProtectionTest {
    @Inject
    RedisBatch redis;

    private final String device = "pump " + UUID.randomUUID() + "/한";
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void what_is_on_stays_on_for_its_time_and_the_refusal_says_until_when() {
        allowed("Bool", "minOnTime", "1h", "true");
        pass(Duration.ofMinutes(59));

        Outcome.Refused refused = refused("Bool", "minOnTime", "1h", "false");

        assertThat(refused.status()).isEqualTo(423);
        assertThat(refused.allowedAt()).isEqualTo(Instant.parse("2026-11-21T13:00:00Z"));
        assertThat(refused.message()).contains("is on for at least 1h0m0s").contains("2026-11-21T13:00:00Z");
        pass(Duration.ofMinutes(1));
        allowed("Bool", "minOnTime", "1h", "false");
    }

    @Test
    void what_is_off_stays_off_for_its_time() {
        allowed("Bool", "minOffTime", "30m", "false");
        pass(Duration.ofMinutes(29));

        assertThat(refused("Bool", "minOffTime", "30m", "true").allowedAt())
                .isEqualTo(Instant.parse("2026-11-21T12:30:00Z"));
        pass(Duration.ofMinutes(1));
        allowed("Bool", "minOffTime", "30m", "true");
    }

    @Test
    void saying_the_same_again_neither_waits_nor_begins_the_time_anew() {
        allowed("Bool", "minOnTime", "1h", "true");
        pass(Duration.ofMinutes(50));
        allowed("Bool", "minOnTime", "1h", "true");
        pass(Duration.ofMinutes(10));

        allowed("Bool", "minOnTime", "1h", "false");
    }

    @Test
    void a_command_that_is_given_back_was_never_asked() {
        allowed("Bool", "minOnTime", "1h", "true");
        pass(Duration.ofHours(1));
        Protection.Pass off = allowed("Bool", "minOffTime", "30m", "false");

        protection().giveBack(off);

        pass(Duration.ofSeconds(1));
        allowed("Bool", "minOnTime", "1h", "false");
    }

    @Test
    void a_first_command_that_is_given_back_leaves_nothing_known() {
        protection().giveBack(allowed("Bool", "minOnTime", "1h", "true"));

        allowed("Bool", "minOnTime", "1h", "false");
    }

    @Test
    void what_was_given_back_too_late_changes_nothing_any_more() {
        Protection.Pass on = allowed("Bool", "minOnTime", "1h", "true");
        pass(Duration.ofHours(1));
        allowed("Bool", "minOnTime", "1h", "false");

        protection().giveBack(on);

        assertThat(refused("Bool", "minOffTime", "30m", "true").allowedAt())
                .isEqualTo(Instant.parse("2026-11-21T13:30:00Z"));
    }

    @Test
    void no_more_than_the_rate_is_let_through_in_any_window() {
        for (int i = 0; i < 3; i++) {
            allowed("Float64", "rateLimit", "3/1m", "5");
            pass(Duration.ofSeconds(10));
        }

        Outcome.Refused refused = refused("Float64", "rateLimit", "3/1m", "5");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.allowedAt()).isEqualTo(Instant.parse("2026-11-21T12:01:00Z"));
        assertThat(refused.message()).contains("3 times within 1m0s");
        pass(Duration.ofSeconds(30));
        allowed("Float64", "rateLimit", "3/1m", "5");
        refused("Float64", "rateLimit", "3/1m", "5");
    }

    @Test
    void a_clock_that_goes_back_keeps_nobody_waiting_longer_than_the_time() {
        allowed("Bool", "minOnTime", "1h", "true");
        now = now.minus(Duration.ofHours(10));

        assertThat(refused("Bool", "minOnTime", "1h", "false").allowedAt()).isEqualTo(now.plus(Duration.ofHours(1)));
        pass(Duration.ofHours(1));
        allowed("Bool", "minOnTime", "1h", "false");
    }

    @Test
    void after_a_clock_that_went_back_a_limit_of_how_often_counts_from_then() {
        allowed("Float64", "rateLimit", "2/1m", "5");
        allowed("Float64", "rateLimit", "2/1m", "5");
        now = now.minus(Duration.ofHours(1));

        assertThat(refused("Float64", "rateLimit", "2/1m", "5").allowedAt()).isEqualTo(now.plus(Duration.ofMinutes(1)));
        pass(Duration.ofMinutes(1));
        allowed("Float64", "rateLimit", "2/1m", "5");
    }

    @Test
    void another_device_has_a_time_of_its_own() {
        allowed("Bool", "minOnTime", "1h", "true");

        Protection.Answer other = protection()
                .admit(
                        command("other " + device),
                        List.of(write("Bool", "minOnTime", "1h", "false")),
                        Optional.empty());

        assertThat(other).isInstanceOf(Protection.Pass.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Bool, false, false",
        "Bool, TRUE, true",
        "Int16, 0, false",
        "Float64, 0.0, false",
        "Float64, 0.1, true",
        "String, OFF, false",
        "String, heat, true"
    })
    void off_is_what_anybody_would_take_for_off(String type, String value, boolean on) {
        DeviceResource resource = resource(type, Map.of());

        assertThat(OnOff.isOn(resource.properties(), List.of(), value)).isEqualTo(on);
    }

    @Test
    void a_profile_can_say_what_off_is() {
        DeviceResource resource = resource("String", Map.of());

        assertThat(OnOff.isOn(resource.properties(), List.of("standby"), "standby"))
                .isFalse();
        assertThat(OnOff.isOn(resource.properties(), List.of("standby"), "off")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "minOnTime, soon",
        "minOnTime, 0s",
        "minOffTime, -5m",
        "rateLimit, often",
        "rateLimit, 0/1m",
        "rateLimit, 3/0s",
        "rateLimit, 3",
        "rateLimit, 1001/1m"
    })
    void a_protection_that_cannot_be_read_stops_the_command_and_names_the_setting(String name, String value) {
        assertThatExceptionOfType(EdgexException.class)
                .isThrownBy(() -> admit("Bool", name, value, "true"))
                .withMessageContaining("attributes.hearth." + name)
                .withMessageContaining("'" + value + "'")
                .satisfies(failure -> assertThat(failure.kind().status()).isEqualTo(409));
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private Protection.Pass allowed(String type, String name, String setting, String value) {
        Protection.Answer answer = admit(type, name, setting, value);
        assertThat(answer).isInstanceOf(Protection.Pass.class);
        return (Protection.Pass) answer;
    }

    private Outcome.Refused refused(String type, String name, String setting, String value) {
        Protection.Answer answer = admit(type, name, setting, value);
        assertThat(answer).isInstanceOf(Protection.TooSoon.class);
        return ((Protection.TooSoon) answer).refused();
    }

    /** Each time by another process, as after a restart. */
    private Protection.Answer admit(String type, String name, String setting, String value) {
        return protection().admit(command(device), List.of(write(type, name, setting, value)), Optional.empty());
    }

    private Protection protection() {
        return new Protection(new SwitchStore(redis, MetadataTest.config(Map.of())), () -> now);
    }

    private static Write write(String type, String name, String setting, String value) {
        DeviceResource resource = resource(type, Map.of("hearth", Map.of(name, setting)));
        return new Write(
                resource,
                Optional.of(value),
                OwnSettings.in(resource.attributes(), "profile 'p' resource 'r' attributes"));
    }

    private static DeviceResource resource(String type, Map<String, Object> attributes) {
        try {
            return Json.read(
                    Json.bytes(Map.of(
                            "name",
                            "running",
                            "properties",
                            Map.of("valueType", type, "readWrite", "RW"),
                            "attributes",
                            attributes)),
                    DeviceResource.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Command command(String device) {
        return new Command(
                UUID.randomUUID(),
                false,
                "",
                device,
                "running",
                Command.Method.SET,
                JsonNodeFactory.instance.objectNode(),
                Map.of(),
                new Caller(Caller.Kind.PERSON, "", Caller.Way.REST, ""),
                Wishes.NONE);
    }
}

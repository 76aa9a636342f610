package io.hearth.rules.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.codec.Json;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.value.ValueType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class KnownProfileTest {
    static final String BOILER = """
            {"apiVersion":"v3","name":"boiler","deviceResources":[
              {"name":"current","properties":{"valueType":"Float64","readWrite":"R"}},
              {"name":"mode","properties":{"valueType":"String","readWrite":"W","defaultValue":"off"}},
              {"name":"target","properties":{"valueType":"Float64","readWrite":"RW","minimum":5,"maximum":30}},
              {"name":"future","properties":{"valueType":"Decimal128","readWrite":"R"}},
              {"properties":{"valueType":"Bool","readWrite":"R"}}],
             "deviceCommands":[
              {"name":"control","readWrite":"W","resourceOperations":[{"deviceResource":"mode"},{"deviceResource":"target"}]},
              {"name":"target","readWrite":"R","resourceOperations":[{"deviceResource":"target"}]}]}""";

    private final KnownProfile boiler = KnownProfile.of(profile(BOILER));

    static DeviceProfile profile(String json) {
        try {
            return Json.read(json.getBytes(StandardCharsets.UTF_8), DeviceProfile.class);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void a_resource_is_known_by_its_type_its_bounds_and_what_may_be_done_with_it() {
        KnownResource target = boiler.resource("target").orElseThrow();

        assertThat(target.type()).contains(ValueType.FLOAT64);
        assertThat(target.minimum()).isEqualTo(OptionalDouble.of(5));
        assertThat(target.maximum()).isEqualTo(OptionalDouble.of(30));
        assertThat(target.writable()).isTrue();
        assertThat(boiler.resource("current").orElseThrow().writable()).isFalse();
        assertThat(boiler.resource("current").orElseThrow().minimum()).isEmpty();
    }

    @Test
    void a_value_type_that_is_none_of_todays_is_left_open() {
        assertThat(boiler.resource("future").orElseThrow().type()).isEmpty();
    }

    @Test
    void what_can_be_commanded_are_device_commands_and_resources_by_themselves() {
        assertThat(boiler.commands().keySet())
                .containsExactlyInAnyOrder("control", "current", "future", "mode", "target");
        assertThat(boiler.command("control").orElseThrow().resources()).containsExactly("mode", "target");
        assertThat(boiler.command("control").orElseThrow().writable()).isTrue();
        assertThat(boiler.command("mode").orElseThrow().resources()).containsExactly("mode");
    }

    @Test
    void a_device_command_goes_before_a_resource_of_the_same_name() {
        assertThat(boiler.command("target").orElseThrow().writable()).isFalse();
    }

    @Test
    void what_has_a_default_value_may_be_left_out_of_a_command() {
        assertThat(boiler.command("control").orElseThrow().optional()).containsExactly("mode");
    }
}

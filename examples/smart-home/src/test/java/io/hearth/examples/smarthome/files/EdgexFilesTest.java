package io.hearth.examples.smarthome.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.contracts.metadata.ResourceOperation;
import io.hearth.contracts.value.ValueType;
import io.hearth.examples.UnreadableFiles;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.Test;

/** The files of the house as Hearth, or any EdgeX, will read them. */
class EdgexFilesTest {
    private static final Validator VALIDATOR = Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();

    @Test
    void the_profiles_are_valid_EdgeX_profiles() throws Exception {
        for (DeviceProfile profile : profiles()) {
            assertThat(VALIDATOR.validate(profile)).isEmpty();
            assertThat(profile.deviceResources()).isNotEmpty();
        }
    }

    @Test
    void the_devices_are_valid_EdgeX_devices_of_these_profiles() throws Exception {
        List<String> profiles = profiles().stream().map(DeviceProfile::name).toList();

        for (JsonNode node : files().devices()) {
            Device device = read(node, Device.class);
            assertThat(VALIDATOR.validate(device)).isEmpty();
            assertThat(profiles).contains(device.profileName());
            assertThat(device.protocols()).containsKey("mqtt");
        }
    }

    @Test
    void the_boiler_is_controlled_with_mode_and_target_in_this_order() throws Exception {
        DeviceProfile boiler = profiles().stream()
                .filter(profile -> profile.name().equals("boiler"))
                .findFirst()
                .orElseThrow();

        assertThat(boiler.command("control").orElseThrow().resourceOperations())
                .extracting(ResourceOperation::deviceResource)
                .containsExactly("mode", "target");
        assertThat(boiler.resource("target").orElseThrow().attributes())
                .containsEntry("commandTopic", "home/{device}/control")
                .containsEntry("qos", 2)
                .containsEntry("retain", true)
                .containsEntry("required", false);
    }

    @Test
    void a_room_is_measured_as_a_bare_number() throws Exception {
        DeviceProfile thermometer = profiles().stream()
                .filter(profile -> profile.name().equals("room-thermometer"))
                .findFirst()
                .orElseThrow();

        DeviceResource temperature = thermometer.resource("temperature").orElseThrow();
        assertThat(temperature.attributes()).containsEntry("topic", "home/{device}/{resource}");
        assertThat(ValueType.of(temperature.properties().valueType())).contains(ValueType.FLOAT64);
    }

    @Test
    void the_rule_commands_a_device_that_is_there() throws Exception {
        List<String> devices = files().devices().stream()
                .map(device -> device.path("name").asText())
                .toList();

        for (JsonNode rule : files().rules()) {
            assertThat(devices).contains(rule.at("/when/device").asText());
            assertThat(devices).contains(rule.at("/then/0/command/device").asText());
            assertThat(devices).contains(rule.at("/otherwise/0/command/device").asText());
        }
    }

    private static List<DeviceProfile> profiles() throws UnreadableFiles, IOException {
        List<DeviceProfile> profiles = new ArrayList<>();
        for (JsonNode node : files().profiles()) {
            profiles.add(read(node, DeviceProfile.class));
        }
        return profiles;
    }

    private static HomeFiles files() throws UnreadableFiles {
        return HomeFiles.in(Path.of(""));
    }

    private static <T> T read(JsonNode node, Class<T> type) throws IOException {
        return Json.read(Json.bytes(node), type);
    }
}

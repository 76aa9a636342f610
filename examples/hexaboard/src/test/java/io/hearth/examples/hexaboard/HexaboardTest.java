package io.hearth.examples.hexaboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.examples.ExampleFiles;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.nio.file.Path;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HexaboardTest {
    private static final Validator VALIDATOR = Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();

    @Test
    void the_files_are_valid_EdgeX_files_and_the_status_says_who_is_online() throws Exception {
        ExampleFiles files = ExampleFiles.in(Path.of(""));

        DeviceProfile profile = Json.read(Json.bytes(files.profiles().getFirst()), DeviceProfile.class);
        assertThat(VALIDATOR.validate(profile)).isEmpty();
        assertThat(profile.resource("status").orElseThrow().attributes())
                .containsEntry("topic", "hexaboard/{device}/status")
                .containsEntry("online", "online")
                .containsEntry("offline", "offline");
        assertThat(files.devices()).hasSize(4);
        for (JsonNode node : files.devices()) {
            Device device = Json.read(Json.bytes(node), Device.class);
            assertThat(VALIDATOR.validate(device)).isEmpty();
            assertThat(device.profileName()).isEqualTo(profile.name());
            assertThat(device.name())
                    .isEqualTo("hexaboard-" + device.protocols().get("mqtt").get("name"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--mqtt=broker:nowhere", "--keep-alive=soon", "--keep-alive=0.5s", "--keep-alive=20h", "--quick"
            })
    void a_wrong_option_ends_with_2_before_anything_is_asked(String option) {
        assertThat(Hexaboard.commandLine().execute(option)).isEqualTo(2);
    }

    @Test
    void a_hearth_that_is_not_up_ends_with_1() {
        assertThat(Hexaboard.commandLine().execute("--metadata=http://127.0.0.1:9"))
                .isEqualTo(1);
    }
}

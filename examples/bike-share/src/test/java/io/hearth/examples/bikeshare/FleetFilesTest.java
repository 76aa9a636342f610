package io.hearth.examples.bikeshare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.examples.bikeshare.bike.Bike;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the fleet as Hearth, or any EdgeX, will read them. */
class FleetFilesTest {
    private static final Validator VALIDATOR = Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();

    @Test
    void profiles_and_devices_are_valid_EdgeX() throws Exception {
        FleetFiles files = FleetFiles.in(Path.of(""));

        for (JsonNode profile : files.kinds().profiles()) {
            assertThat(VALIDATOR.validate(read(profile, DeviceProfile.class))).isEmpty();
        }
        JsonNode bike = FleetFiles.device(new Bike("bike-1", 1));
        assertThat(VALIDATOR.validate(read(bike, Device.class))).isEmpty();
        assertThat(files.kinds().watchers()).hasSize(1);
    }

    @Test
    void a_rule_is_about_all_bikes() throws Exception {
        List<JsonNode> rules = FleetFiles.in(Path.of("")).rules();

        assertThat(rules)
                .extracting(rule -> rule.path("name").asText())
                .containsExactly("bike-battery-low", "bike-left-open", "bike-must-not-be-ridden", "bike-silent");
        assertThat(rules)
                .extracting(rule -> rule.path("when").path("profile").asText())
                .containsOnly("bike");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--bikes=0",
                "--bikes=20001",
                "--bikes=many",
                "--connections=0",
                "--speed=NaN",
                "--every=0s",
                "--mqtt=a:b"
            })
    void a_wrong_option_ends_with_2_before_anything_is_asked(String option) {
        assertThat(BikeShare.commandLine().execute(option)).isEqualTo(2);
    }

    @Test
    void a_hearth_that_is_not_up_ends_with_1() {
        assertThat(BikeShare.commandLine().execute("--metadata=http://127.0.0.1:9"))
                .isEqualTo(1);
    }

    private static <T> T read(JsonNode node, Class<T> type) throws IOException {
        return Json.read(Json.bytes(node), type);
    }
}

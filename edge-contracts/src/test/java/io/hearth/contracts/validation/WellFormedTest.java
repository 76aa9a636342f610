package io.hearth.contracts.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.metadata.AddDeviceRequest;
import io.hearth.contracts.metadata.AddProvisionWatcherRequest;
import io.hearth.contracts.metadata.DeviceProfileRequest;
import io.hearth.contracts.metadata.UpdateDeviceRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Half a surrogate pair, which JSON can say and UTF-8 cannot. */
class WellFormedTest {
    private static final String COMPLAINT = " field must not hold half of a surrogate pair";
    private static final String HALF = "\"a\\ud800\"";

    @Property
    void a_text_is_well_formed_if_UTF_8_has_all_of_it(@ForAll String text) {
        String back = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertThat(WellFormedValidator.isWellFormed(text)).isEqualTo(back.equals(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "\udc00", "a\ud83d", "\ud83d\ud83d\ude00", "\ude00\ud83d"})
    void half_a_pair_is_not_well_formed(String text) {
        assertThat(WellFormedValidator.isWellFormed(text)).isFalse();
    }

    @Test
    void a_whole_pair_is() {
        assertThat(WellFormedValidator.isWellFormed("温度 😀")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"/profile/name, profile.name", "/profile/deviceResources/0/name, profile.deviceResources[0].name"})
    void names_of_profiles_and_resources_are_well_formed(String field, String path) throws IOException {
        assertThat(Complaints.of("add-profile.json", DeviceProfileRequest.class)
                        .without("/profile/deviceCommands")
                        .with(field, HALF)
                        .list())
                .containsExactly(path + COMPLAINT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "serviceName", "profileName", "parent"})
    void a_device_and_what_it_refers_to_have_well_formed_names(String field) throws IOException {
        assertThat(Complaints.of("add-device.json", AddDeviceRequest.class)
                        .with("/device/" + field, HALF)
                        .list())
                .containsExactly("device." + field + COMPLAINT);
        assertThat(Complaints.of("update-device.json", UpdateDeviceRequest.class)
                        .with("/device/" + field, HALF)
                        .list())
                .containsExactly("device." + field + COMPLAINT);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void a_name_is_no_step_in_a_path_since_nobody_could_ask_for_it(String step) throws IOException {
        assertThat(Complaints.of("add-device.json", AddDeviceRequest.class)
                        .with("/device/name", "\"" + step + "\"")
                        .list())
                .containsExactly("device.name " + NotBlankName.STEP_IN_A_PATH);
        assertThat(Complaints.of("add-device.json", AddDeviceRequest.class)
                        .with("/device/name", "\"..." + step + "\"")
                        .list())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "serviceName", "discoveredDevice/profileName"})
    void so_do_a_provision_watcher_and_what_it_refers_to(String field) throws IOException {
        assertThat(Complaints.of("add-provision-watcher.json", AddProvisionWatcherRequest.class)
                        .with("/provisionwatcher/" + field, HALF)
                        .list())
                .containsExactly("provisionWatcher." + field.replace('/', '.') + COMPLAINT);
    }
}

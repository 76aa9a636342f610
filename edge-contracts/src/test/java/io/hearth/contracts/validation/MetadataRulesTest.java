package io.hearth.contracts.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.hearth.contracts.metadata.AddDeviceRequest;
import io.hearth.contracts.metadata.AddDeviceServiceRequest;
import io.hearth.contracts.metadata.AddProvisionWatcherRequest;
import io.hearth.contracts.metadata.UpdateDeviceRequest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of devices, device services and provision watchers (EdgeX API 3.4). */
class MetadataRulesTest {
    @Test
    void what_EdgeX_sends_is_valid() throws IOException {
        assertThat(device().list()).isEmpty();
        assertThat(update().list()).isEmpty();
        assertThat(service().list()).isEmpty();
        assertThat(watcher().list()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/apiVersion            | apiVersion field is required",
                "/device                | device field is required",
                "/device/name           | device.name field is required and must not be blank",
                "/device/adminState     | device.adminState field is required",
                "/device/operatingState | device.operatingState field is required",
                "/device/serviceName    | device.serviceName field is required and must not be blank",
                "/device/protocols      | device.protocols field is required",
                "/device/autoEvents/0/interval   | device.autoEvents[0].interval field is required",
                "/device/autoEvents/0/sourceName | device.autoEvents[0].sourceName field is required",
            })
    void what_a_device_must_have_is_named_when_it_is_missing_or_null(String field, String complaint)
            throws IOException {
        assertThat(device().without(field).list()).containsExactly(complaint);
        assertThat(device().with(field, "null").list()).containsExactly(complaint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/device/profileName",
                "/device/description",
                "/device/labels",
                "/device/location",
                "/device/autoEvents",
                "/device/properties",
                "/device/autoEvents/0/retention",
                "/device/autoEvents/0/onChange",
                "/device/autoEvents/0/onChangeThreshold"
            })
    void what_a_device_need_not_have_may_be_missing_or_null(String field) throws IOException {
        assertThat(device().without(field).list()).isEmpty();
        assertThat(device().with(field, "null").list()).isEmpty();
    }

    @Test
    void a_device_may_have_no_protocol_and_no_profile() throws IOException {
        assertThat(device().with("/device/protocols", "{}")
                        .with("/device/profileName", "\"\"")
                        .list())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1ms", "15s", "1.5h", "7d", "1d12h"})
    void an_AutoEvent_has_an_interval_of_1ms_or_more(String interval) throws IOException {
        assertThat(device().with("/device/autoEvents/0/interval", '"' + interval + '"')
                        .list())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"15", "999us", "0s", "-15s", "15 s", "PT15S"})
    void an_interval_that_is_shorter_or_none_is_refused(String interval) throws IOException {
        assertThat(device().with("/device/autoEvents/0/interval", '"' + interval + '"')
                        .list())
                .containsExactly(
                        "device.autoEvents[0].interval field must be a duration of 1ms or more, such as 500ms, 10s,"
                                + " 1h30m or 7d");
    }

    @Test
    void a_threshold_is_not_negative() throws IOException {
        assertThat(device().with("/device/autoEvents/0/onChangeThreshold", "-0.1")
                        .list())
                .containsExactly("device.autoEvents[0].onChangeThreshold field must be 0 or more");
    }

    @Test
    void a_retention_is_a_duration_or_nothing() throws IOException {
        assertThat(device().with("/device/autoEvents/0/retention/duration", "\"168h\"")
                        .list())
                .isEmpty();
        assertThat(device().with("/device/autoEvents/0/retention/duration", "\"long\"")
                        .list())
                .containsExactly(
                        "device.autoEvents[0].retention.duration field must be a duration such as 500ms, 10s, 1h30m or 7d");
    }

    @Test
    void null_is_no_item_of_a_list() throws IOException {
        assertThat(device().with("/device/autoEvents/0", "null").list())
                .containsExactly("device.autoEvents[0].<list element> field is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"locked\"", "\"\"", "\"X\"", "0", "1", "true", "[]"})
    void an_admin_state_is_LOCKED_or_UNLOCKED_to_the_letter(String state) {
        assertThatThrownBy(() -> device().with("/device/adminState", state).list())
                .isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/device/name | 7",
                "/device/labels | \"a\"",
                "/device/protocols | []",
                "/device/autoEvents/0/onChange | \"true\"",
                "/device/autoEvents/0/onChangeThreshold | \"1\"",
                "/device/autoEvents/0/retention/maxCap | 1.5",
                "/device/autoEvents/0/retention/maxCap | \"1\"",
                "/device/labels/0 | 7",
                "/device/tags | []"
            })
    void what_is_of_another_JSON_type_is_refused_as_Go_refuses_it(String field, String value) {
        assertThatThrownBy(() -> device().with(field, value).list()).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void an_update_needs_a_name_or_an_id() throws IOException {
        assertThat(update().without("/device/name").list())
                .containsExactly("device.addressed id or name is required, and a name must not be blank");
        assertThat(update().with("/device/name", "\"\"").list())
                .containsExactly("device.addressed id or name is required, and a name must not be blank");
        assertThat(update().without("/device/name").with("/device/id", "\"\"").list())
                .containsExactly("device.addressed id or name is required, and a name must not be blank");
        assertThat(update().without("/device/name")
                        .with("/device/id", "\"d5471d59-2810-419a-8744-18eb8fa03465\"")
                        .list())
                .isEmpty();
    }

    @Test
    void a_name_of_blanks_does_not_go_with_an_id_either() throws IOException {
        assertThat(update().with("/device/name", "\" \"")
                        .with("/device/id", "\"d5471d59-2810-419a-8744-18eb8fa03465\"")
                        .list())
                .containsExactly("device.addressed id or name is required, and a name must not be blank");
    }

    @Test
    void an_id_is_a_uuid_or_empty() throws IOException {
        assertThat(update().with("/device/id", "\"\"").list()).isEmpty();
        assertThat(update().with("/device/id", "\"7\"").list()).containsExactly("device.id field must be a uuid");
    }

    @Test
    void an_update_may_take_the_profile_away_but_not_the_service() throws IOException {
        assertThat(update().with("/device/profileName", "\"\"").list()).isEmpty();
        assertThat(update().with("/device/serviceName", "\"\"").list())
                .containsExactly("device.serviceName field is required and must not be blank");
    }

    private static Complaints device() {
        return Complaints.of("add-device.json", AddDeviceRequest.class);
    }

    private static Complaints update() {
        return Complaints.of("update-device.json", UpdateDeviceRequest.class);
    }

    private static Complaints service() {
        return Complaints.of("add-device-service.json", AddDeviceServiceRequest.class);
    }

    private static Complaints watcher() {
        return Complaints.of("add-provision-watcher.json", AddProvisionWatcherRequest.class);
    }
}

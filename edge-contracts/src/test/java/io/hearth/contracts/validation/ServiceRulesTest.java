package io.hearth.contracts.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.metadata.AddDeviceServiceRequest;
import io.hearth.contracts.metadata.AddProvisionWatcherRequest;
import io.hearth.contracts.metadata.UpdateDeviceServiceRequest;
import io.hearth.contracts.metadata.UpdateProvisionWatcherRequest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of device services and provision watchers (EdgeX API 3.4). */
class ServiceRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/service             | service field is required",
                "/service/name        | service.name field is required and must not be blank",
                "/service/baseAddress | service.baseAddress field is required",
                "/service/adminState  | service.adminState field is required",
            })
    void what_a_device_service_must_have_is_named(String field, String complaint) throws IOException {
        assertThat(service().without(field).list()).containsExactly(complaint);
        assertThat(service().with(field, "null").list()).containsExactly(complaint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "/path", "http:", ":59900", "1http://host"})
    void a_base_address_is_a_URI(String address) throws IOException {
        String complaint = "service.baseAddress field should be a URI such as http://host:59982";
        assertThat(service().with("/service/baseAddress", '"' + address + '"').list())
                .contains(complaint);
        Complaints update = Complaints.of("add-device-service.json", UpdateDeviceServiceRequest.class);
        assertThat(update.with("/service/baseAddress", '"' + address + '"').list())
                .contains(complaint);
    }

    @Test
    void an_update_of_a_device_service_needs_a_name_or_an_id() throws IOException {
        assertThat(Complaints.of("add-device-service.json", UpdateDeviceServiceRequest.class)
                        .with("/service", "{\"id\":null,\"adminState\":\"LOCKED\"}")
                        .list())
                .containsExactly("service.addressed id or name is required, and a name must not be blank");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/provisionwatcher                  | provisionWatcher field is required",
                "/provisionwatcher/name             | provisionWatcher.name field is required and must not be blank",
                "/provisionwatcher/serviceName      | provisionWatcher.serviceName field is required and must not be blank",
                "/provisionwatcher/identifiers      | provisionWatcher.identifiers field is required",
                "/provisionwatcher/adminState       | provisionWatcher.adminState field is required",
                "/provisionwatcher/discoveredDevice | provisionWatcher.discoveredDevice field is required",
                "/provisionwatcher/discoveredDevice/adminState | provisionWatcher.discoveredDevice.adminState field is required",
            })
    void what_a_provision_watcher_must_have_is_named(String field, String complaint) throws IOException {
        assertThat(watcher().without(field).list()).containsExactly(complaint);
        assertThat(watcher().with(field, "null").list()).containsExactly(complaint);
    }

    @Test
    void the_identifiers_of_a_provision_watcher_are_not_empty() throws IOException {
        assertThat(watcher().with("/provisionwatcher/identifiers", "{}").list())
                .containsExactly("provisionWatcher.identifiers field is required");
        assertThat(watcher()
                        .with("/provisionwatcher/identifiers", "{\"Port\":\"\"}")
                        .list())
                .singleElement()
                .asString()
                .endsWith("field is required and must not be blank");
        assertThat(watcher()
                        .with("/provisionwatcher/identifiers", "{\"\":\"3[0-9]\"}")
                        .list())
                .singleElement()
                .asString()
                .endsWith("field is required and must not be blank");
    }

    @Test
    void an_update_of_a_provision_watcher_needs_a_name_or_an_id() throws IOException {
        assertThat(update().list()).isEmpty();
        assertThat(update().with("/provisionwatcher", "{\"id\":null,\"adminState\":\"LOCKED\"}")
                        .list())
                .containsExactly("provisionWatcher.addressed id or name is required, and a name must not be blank");
    }

    @Test
    void an_update_of_a_provision_watcher_may_leave_out_everything_else() throws IOException {
        assertThat(update().with("/provisionwatcher", "{\"name\":\"w\"}").list())
                .isEmpty();
        assertThat(update().with("/provisionwatcher", "{\"name\":\"w\",\"discoveredDevice\":{}}")
                        .list())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/provisionwatcher/identifiers | {} | provisionWatcher.identifiers field must not be empty",
                "/provisionwatcher/serviceName | \"\" | provisionWatcher.serviceName field is required and must not be blank",
                "/provisionwatcher/discoveredDevice/autoEvents/0/interval | \"1us\" | provisionWatcher.discoveredDevice.autoEvents[0].interval field must be a duration of 1ms or more, such as 500ms, 10s, 1h30m or 7d",
            })
    void what_an_update_of_a_provision_watcher_says_keeps_the_rules(String field, String value, String complaint)
            throws IOException {
        assertThat(update().with(field, value).list()).containsExactly(complaint);
    }

    private static Complaints update() {
        return Complaints.of("add-provision-watcher.json", UpdateProvisionWatcherRequest.class);
    }

    private static Complaints service() {
        return Complaints.of("add-device-service.json", AddDeviceServiceRequest.class);
    }

    private static Complaints watcher() {
        return Complaints.of("add-provision-watcher.json", AddProvisionWatcherRequest.class);
    }
}

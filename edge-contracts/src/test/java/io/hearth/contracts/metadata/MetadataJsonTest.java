package io.hearth.contracts.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.Samples;
import io.hearth.contracts.codec.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for all metadata on the wire, and services, watchers and system events (EdgeX API 3.4). */
class MetadataJsonTest {
    @ParameterizedTest
    @ValueSource(strings = {"adminState", "AdminState", "adminstate", "ADMINSTATE"})
    void names_of_fields_are_taken_in_any_letter_case(String name) {
        assertThat(Samples.json("{\"" + name + "\":\"LOCKED\"}", Device.class).adminState())
                .isEqualTo(AdminState.LOCKED);
        assertThat(Samples.json("{\"Device\":{\"" + name + "\":\"LOCKED\"}}", AddDeviceRequest.class)
                        .device()
                        .adminState())
                .isEqualTo(AdminState.LOCKED);
    }

    @Test
    void unknown_fields_are_ignored() {
        Device device = Samples.json(
                "{\"name\":\"d\",\"origin\":7,\"lastConnected\":0,\"notify\":{\"name\":\"x\"}}", Device.class);

        assertThat(device.name()).isEqualTo("d");
    }

    @Test
    void a_device_service_is_written_with_its_properties_and_read_again() {
        DeviceService service = Samples.read("add-device-service.json", AddDeviceServiceRequest[].class)[0].service();

        assertThat(fields(service)).containsExactly("name", "baseAddress", "adminState", "properties");
        assertThat(Samples.json(new String(Json.bytes(service), StandardCharsets.UTF_8), DeviceService.class))
                .isEqualTo(service);
    }

    @ParameterizedTest
    @ValueSource(strings = {"provisionWatcher", "provisionwatcher", "ProvisionWatcher", "PROVISIONWATCHER"})
    void a_provision_watcher_comes_under_its_key_in_any_letter_case(String key) {
        String sample = new String(Samples.bytes("add-provision-watcher.json"), StandardCharsets.UTF_8);

        ProvisionWatcher watcher =
                Samples.json(sample.replace("provisionwatcher", key), AddProvisionWatcherRequest[].class)[0]
                        .provisionWatcher();

        assertThat(watcher.identifiers()).isEqualTo(Map.of("Address", "simple[0-9]+", "Port", "3[0-9]{2}"));
        assertThat(watcher.blockingIdentifiers()).isEqualTo(Map.of("Port", List.of("397", "398", "399")));
        assertThat(watcher.discoveredDevice().autoEvents())
                .containsExactly(new AutoEvent("15s", false, 0, "SwitchButton", Retention.DEFAULT));
        assertThat(watcher.discoveredDevice().profileName()).isEqualTo("Simple-Device");
    }

    @Test
    void a_null_among_texts_is_the_empty_text_as_in_Go() {
        assertThat(Samples.json("{\"labels\":[\"a\",null]}", Device.class).labels())
                .containsExactly("a", "");
        assertThat(Samples.json("{\"labels\":[null]}", UpdateDevice.class).labels())
                .containsExactly("");
        assertThat(Samples.json("{\"labels\":[null]}", DeviceProfile.class).labels())
                .containsExactly("");
        assertThat(Samples.json("{\"labels\":[null]}", UpdateDeviceProfileBasicInfo.class)
                        .labels())
                .containsExactly("");
        assertThat(Samples.json("{\"labels\":[null]}", DeviceService.class).labels())
                .containsExactly("");
        assertThat(Samples.json("{\"labels\":[null]}", UpdateDeviceService.class)
                        .labels())
                .containsExactly("");
        assertThat(Samples.json("{\"mappings\":{\"on\":null}}", ResourceOperation.class)
                        .mappings())
                .isEqualTo(Map.of("on", ""));

        String watcher = "{\"labels\":[null],\"blockingIdentifiers\":{\"Port\":[null,\"7\"],\"Address\":null}}";
        Map<String, List<String>> blocking = Map.of("Port", List.of("", "7"), "Address", List.of());
        assertThat(Samples.json(watcher, ProvisionWatcher.class).labels()).containsExactly("");
        assertThat(Samples.json(watcher, ProvisionWatcher.class).blockingIdentifiers())
                .isEqualTo(blocking);
        assertThat(Samples.json(watcher, UpdateProvisionWatcher.class).labels()).containsExactly("");
        assertThat(Samples.json(watcher, UpdateProvisionWatcher.class).blockingIdentifiers())
                .isEqualTo(blocking);
    }

    @Test
    void a_system_event_without_tags_says_so_with_null() {
        SystemEvent event = Samples.read("system-event.json", SystemEvent.class);

        assertThat(event.tags()).isNull();
        assertThat(event.timestamp()).isEqualTo(1_602_168_089_665_565_200L);
        assertThat(Samples.wire(event)).isEqualTo(Samples.tree(Samples.bytes("system-event.json")));
        assertThat(Samples.wire(event).has("tags")).isTrue();
    }

    private static Device device(Long created, Long modified) {
        return new Device(
                created,
                modified,
                "",
                "boiler",
                "",
                "",
                AdminState.UNLOCKED,
                OperatingState.UP,
                null,
                null,
                "device-mqtt",
                "boiler",
                null,
                Map.of(),
                null,
                null);
    }

    private static List<String> fields(Object value) {
        return Samples.wire(value).properties().stream().map(Map.Entry::getKey).toList();
    }
}

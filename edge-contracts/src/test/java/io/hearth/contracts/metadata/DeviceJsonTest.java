package io.hearth.contracts.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.Samples;
import io.hearth.contracts.codec.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Devices on the wire, to the field (EdgeX API 3.4). */
class DeviceJsonTest {
    @Test
    void a_device_has_these_fields_and_no_others_while_it_has_nothing_else() {
        assertThat(fields(device(null, null)))
                .containsExactlyInAnyOrder(
                        "name",
                        "adminState",
                        "operatingState",
                        "serviceName",
                        "profileName",
                        "protocols",
                        "properties");
        assertThat(Samples.wire(device(null, null)).get("properties")).isEqualTo(Samples.wire(Map.of()));
    }

    @Test
    void created_and_modified_are_left_out_until_it_is_stored() {
        assertThat(fields(device(null, null))).doesNotContain("created", "modified");
        assertThat(fields(device(0L, 0L))).doesNotContain("created", "modified");
        assertThat(Samples.wire(device(1_795_000_000_123L, 1_795_000_000_124L))
                        .get("created")
                        .asLong())
                .isEqualTo(1_795_000_000_123L);
    }

    @Test
    void an_AutoEvent_always_has_its_retention_and_its_switches() {
        Device device = Samples.read("add-device.json", AddDeviceRequest[].class)[0].device();
        AutoEvent fromLittle = Samples.json("{\"interval\":\"15s\",\"sourceName\":\"Int8\"}", AutoEvent.class);

        assertThat(Samples.wire(device).at("/autoEvents/0")).isEqualTo(Samples.wire(fromLittle));
        assertThat(fields(fromLittle))
                .containsExactly("interval", "onChange", "onChangeThreshold", "sourceName", "retention");
        assertThat(fields(fromLittle.retention())).containsExactly("maxCap", "minCap", "duration");
    }

    @Test
    void a_device_of_EdgeX_is_read_to_the_field() {
        Device device = Samples.read("add-device.json", AddDeviceRequest[].class)[0].device();

        assertThat(device.id()).isEmpty();
        assertThat(device.adminState()).isEqualTo(AdminState.UNLOCKED);
        assertThat(device.operatingState()).isEqualTo(OperatingState.UP);
        assertThat(device.labels()).containsExactly("device-virtual-example");
        assertThat(device.location()).isNull();
        assertThat(device.autoEvents()).containsExactly(new AutoEvent("15s", false, 0, "Int8", Retention.DEFAULT));
        assertThat(device.protocols())
                .isEqualTo(
                        Map.of("other", Map.of("Address", "device-virtual-int-01", "Protocol", 300), "none", Map.of()));
        assertThat(device.tags()).isEmpty();
        assertThat(device.created()).isNull();
    }

    @Test
    void a_device_comes_back_from_what_was_written() {
        Device device = Samples.read("add-device.json", AddDeviceRequest[].class)[0].device();

        assertThat(Samples.json(new String(Json.bytes(device), StandardCharsets.UTF_8), Device.class))
                .isEqualTo(device);
    }

    @Test
    void an_update_with_a_null_id_is_addressed_by_its_name_and_changes_what_is_not_null() {
        UpdateDevice update = Samples.read("update-device.json", UpdateDeviceRequest[].class)[0].device();

        assertThat(update.id()).isNull();
        assertThat(update.isAddressed()).isTrue();
        assertThat(update)
                .isEqualTo(new UpdateDevice(
                        null,
                        "Random-Integer-Device",
                        null,
                        null,
                        null,
                        OperatingState.DOWN,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
        assertThat(fields(update)).containsExactly("name", "operatingState");
    }

    @Test
    void an_empty_list_in_an_update_is_not_nothing() {
        assertThat(Samples.json("{\"name\":\"d\",\"labels\":[],\"protocols\":{}}", UpdateDevice.class))
                .satisfies(update -> assertThat(update.labels()).isEmpty())
                .satisfies(update -> assertThat(update.protocols()).isEmpty())
                .satisfies(update -> assertThat(update.autoEvents()).isNull());
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

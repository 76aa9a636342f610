package io.hearth.contracts.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.Samples;
import io.hearth.contracts.codec.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metadata on the wire, to the field (EdgeX API 3.4). */
class MetadataJsonTest {
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
        AutoEvent fromLittle = read("{\"interval\":\"15s\",\"sourceName\":\"Int8\"}", AutoEvent.class);

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

        assertThat(read(new String(Json.bytes(device), StandardCharsets.UTF_8), Device.class))
                .isEqualTo(device);
    }

    @ParameterizedTest
    @ValueSource(strings = {"adminState", "AdminState", "adminstate", "ADMINSTATE"})
    void names_of_fields_are_taken_in_any_letter_case(String name) {
        assertThat(read("{\"" + name + "\":\"LOCKED\"}", Device.class).adminState())
                .isEqualTo(AdminState.LOCKED);
        assertThat(read("{\"Device\":{\"" + name + "\":\"LOCKED\"}}", AddDeviceRequest.class)
                        .device()
                        .adminState())
                .isEqualTo(AdminState.LOCKED);
    }

    @Test
    void unknown_fields_are_ignored() {
        Device device =
                read("{\"name\":\"d\",\"origin\":7,\"lastConnected\":0,\"notify\":{\"name\":\"x\"}}", Device.class);

        assertThat(device.name()).isEqualTo("d");
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
        assertThat(read("{\"name\":\"d\",\"labels\":[],\"protocols\":{}}", UpdateDevice.class))
                .satisfies(update -> assertThat(update.labels()).isEmpty())
                .satisfies(update -> assertThat(update.protocols()).isEmpty())
                .satisfies(update -> assertThat(update.autoEvents()).isNull());
    }

    @Test
    void a_profile_of_EdgeX_is_read_to_the_field() {
        DeviceProfile profile = profile();

        DeviceResource resource = profile.resource("Int8").orElseThrow();
        assertThat(resource.properties())
                .isEqualTo(new ResourceProperties(
                        "Int8",
                        "RW",
                        "n",
                        -100.0,
                        100.0,
                        "0",
                        new BigInteger("18446744073709551615"),
                        -1L,
                        1.5,
                        0.0,
                        2.0,
                        "",
                        "",
                        Map.of("unit", "any")));
        assertThat(resource.attributes()).isEqualTo(Map.of("register", 7));
        assertThat(profile.resource("EnableRandomization_Int8").orElseThrow().isHidden())
                .isTrue();
        assertThat(profile.command("WriteInt8Value").orElseThrow().resourceOperations())
                .containsExactly(
                        new ResourceOperation("Int8", "", Map.of()),
                        new ResourceOperation("EnableRandomization_Int8", "false", Map.of("on", "true")));
        assertThat(profile.resource("none")).isEmpty();
        assertThat(profile.command("none")).isEmpty();
    }

    @Test
    void a_profile_is_written_with_its_version_and_count_and_both_lists() {
        DeviceProfile empty = read("{\"name\":\"p\"}", DeviceProfile.class);

        assertThat(Samples.wire(empty))
                .isEqualTo(Samples.tree(
                        "{\"apiVersion\":\"v3\",\"name\":\"p\",\"linkedDeviceCount\":0,\"deviceResources\":[],\"deviceCommands\":[]}"
                                .getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void what_is_hidden_is_called_isHidden_and_is_always_written() {
        JsonNode wire = Samples.wire(profile());

        assertThat(wire.at("/deviceResources/0/isHidden").booleanValue()).isTrue();
        assertThat(wire.at("/deviceResources/1/isHidden").isBoolean()).isTrue();
        assertThat(wire.at("/deviceCommands/0/isHidden").isBoolean()).isTrue();
        assertThat(wire.at("/deviceResources/0").has("hidden")).isFalse();
    }

    @Test
    void numbers_of_a_resource_that_are_not_set_are_left_out_and_those_that_are_keep_their_value() {
        JsonNode wire = Samples.wire(profile());

        assertThat(wire.at("/deviceResources/0/properties").properties().stream()
                        .map(Map.Entry::getKey))
                .containsExactly("valueType", "readWrite", "defaultValue");
        assertThat(wire.at("/deviceResources/1/properties/mask").bigIntegerValue())
                .isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(wire.at("/deviceResources/1/properties/offset").isNumber()).isTrue();
    }

    @Test
    void a_profile_comes_back_from_what_was_written() {
        assertThat(read(new String(Json.bytes(profile()), StandardCharsets.UTF_8), DeviceProfile.class))
                .isEqualTo(profile());
    }

    @Test
    void a_device_service_is_written_with_its_properties_and_read_again() {
        DeviceService service = Samples.read("add-device-service.json", AddDeviceServiceRequest[].class)[0].service();

        assertThat(fields(service)).containsExactly("name", "baseAddress", "adminState", "properties");
        assertThat(read(new String(Json.bytes(service), StandardCharsets.UTF_8), DeviceService.class))
                .isEqualTo(service);
    }

    @ParameterizedTest
    @ValueSource(strings = {"provisionWatcher", "provisionwatcher", "ProvisionWatcher", "PROVISIONWATCHER"})
    void a_provision_watcher_comes_under_its_key_in_any_letter_case(String key) {
        String sample = new String(Samples.bytes("add-provision-watcher.json"), StandardCharsets.UTF_8);

        ProvisionWatcher watcher =
                read(sample.replace("provisionwatcher", key), AddProvisionWatcherRequest[].class)[0].provisionWatcher();

        assertThat(watcher.identifiers()).isEqualTo(Map.of("Address", "simple[0-9]+", "Port", "3[0-9]{2}"));
        assertThat(watcher.blockingIdentifiers()).isEqualTo(Map.of("Port", List.of("397", "398", "399")));
        assertThat(watcher.discoveredDevice().autoEvents())
                .containsExactly(new AutoEvent("15s", false, 0, "SwitchButton", Retention.DEFAULT));
        assertThat(watcher.discoveredDevice().profileName()).isEqualTo("Simple-Device");
    }

    @Test
    void a_null_among_texts_is_the_empty_text_as_in_Go() {
        assertThat(read("{\"labels\":[\"a\",null]}", Device.class).labels()).containsExactly("a", "");
        assertThat(read("{\"labels\":[null]}", UpdateDevice.class).labels()).containsExactly("");
        assertThat(read("{\"labels\":[null]}", DeviceProfile.class).labels()).containsExactly("");
        assertThat(read("{\"labels\":[null]}", UpdateDeviceProfileBasicInfo.class)
                        .labels())
                .containsExactly("");
        assertThat(read("{\"labels\":[null]}", DeviceService.class).labels()).containsExactly("");
        assertThat(read("{\"labels\":[null]}", UpdateDeviceService.class).labels())
                .containsExactly("");
        assertThat(read("{\"mappings\":{\"on\":null}}", ResourceOperation.class).mappings())
                .isEqualTo(Map.of("on", ""));

        String watcher = "{\"labels\":[null],\"blockingIdentifiers\":{\"Port\":[null,\"7\"],\"Address\":null}}";
        Map<String, List<String>> blocking = Map.of("Port", List.of("", "7"), "Address", List.of());
        assertThat(read(watcher, ProvisionWatcher.class).labels()).containsExactly("");
        assertThat(read(watcher, ProvisionWatcher.class).blockingIdentifiers()).isEqualTo(blocking);
        assertThat(read(watcher, UpdateProvisionWatcher.class).labels()).containsExactly("");
        assertThat(read(watcher, UpdateProvisionWatcher.class).blockingIdentifiers())
                .isEqualTo(blocking);
    }

    @Test
    void the_basic_info_of_a_profile_has_these_fields_and_its_count_always() {
        DeviceProfile empty = read("{\"name\":\"p\",\"deviceResources\":[]}", DeviceProfile.class);

        assertThat(fields(DeviceProfileBasicInfo.of(empty))).containsExactly("name", "linkedDeviceCount");
        assertThat(fields(DeviceProfileBasicInfo.of(profile())))
                .containsExactly("name", "manufacturer", "description", "model", "labels", "linkedDeviceCount");
    }

    @ParameterizedTest
    @ValueSource(strings = {"basicinfo", "basicInfo", "BasicInfo"})
    void a_change_of_the_basic_info_comes_under_its_key_in_any_letter_case(String key) {
        assertThat(read("{\"" + key + "\":{\"name\":\"p\"}}", DeviceProfileBasicInfoRequest.class)
                        .basicinfo()
                        .name())
                .isEqualTo("p");
    }

    @Test
    void a_system_event_without_tags_says_so_with_null() {
        SystemEvent event = Samples.read("system-event.json", SystemEvent.class);

        assertThat(event.tags()).isNull();
        assertThat(event.timestamp()).isEqualTo(1_602_168_089_665_565_200L);
        assertThat(Samples.wire(event)).isEqualTo(Samples.tree(Samples.bytes("system-event.json")));
        assertThat(Samples.wire(event).has("tags")).isTrue();
    }

    private static DeviceProfile profile() {
        return Samples.read("add-profile.json", DeviceProfileRequest[].class)[0].profile();
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

    private static <T> T read(String json, Class<T> type) {
        try {
            return Json.read(json.getBytes(StandardCharsets.UTF_8), type);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

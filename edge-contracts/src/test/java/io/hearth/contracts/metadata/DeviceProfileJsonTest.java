package io.hearth.contracts.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.Samples;
import io.hearth.contracts.codec.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Device profiles on the wire, to the field (EdgeX API 3.4). */
class DeviceProfileJsonTest {
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
        DeviceProfile empty = Samples.json("{\"name\":\"p\"}", DeviceProfile.class);

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
        assertThat(Samples.json(new String(Json.bytes(profile()), StandardCharsets.UTF_8), DeviceProfile.class))
                .isEqualTo(profile());
    }

    @Test
    void the_basic_info_of_a_profile_has_these_fields_and_its_count_always() {
        DeviceProfile empty = Samples.json("{\"name\":\"p\",\"deviceResources\":[]}", DeviceProfile.class);

        assertThat(fields(DeviceProfileBasicInfo.of(empty))).containsExactly("name", "linkedDeviceCount");
        assertThat(fields(DeviceProfileBasicInfo.of(profile())))
                .containsExactly("name", "manufacturer", "description", "model", "labels", "linkedDeviceCount");
    }

    @ParameterizedTest
    @ValueSource(strings = {"basicinfo", "basicInfo", "BasicInfo"})
    void a_change_of_the_basic_info_comes_under_its_key_in_any_letter_case(String key) {
        assertThat(Samples.json("{\"" + key + "\":{\"name\":\"p\"}}", DeviceProfileBasicInfoRequest.class)
                        .basicinfo()
                        .name())
                .isEqualTo("p");
    }

    private static DeviceProfile profile() {
        return Samples.read("add-profile.json", DeviceProfileRequest[].class)[0].profile();
    }

    private static List<String> fields(Object value) {
        return Samples.wire(value).properties().stream().map(Map.Entry::getKey).toList();
    }
}

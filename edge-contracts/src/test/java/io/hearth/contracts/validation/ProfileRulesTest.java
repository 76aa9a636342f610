package io.hearth.contracts.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.hearth.contracts.metadata.DeviceProfileRequest;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of profiles (EdgeX API 3.2, 3.4). */
class ProfileRulesTest {
    private static final String SWITCH = "/profile/deviceResources/0";
    private static final String INT8 = "/profile/deviceResources/1";
    private static final String COMMAND = "/profile/deviceCommands/0";

    @Test
    void what_EdgeX_sends_is_valid() throws IOException {
        assertThat(profile().list()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/profile      | profile field is required",
                "/profile/name | profile.name field is required and must not be blank",
                "/profile/deviceCommands/0/name      | profile.deviceCommands[0].name field is required and must not be blank",
                "/profile/deviceCommands/0/readWrite | profile.deviceCommands[0].readWrite field is required",
                "/profile/deviceCommands/0/resourceOperations | profile.deviceCommands[0].resourceOperations field is required",
                "/profile/deviceResources/1/properties/readWrite | profile.deviceResources[1].properties.readWrite field is required",
            })
    void what_a_profile_must_have_is_named(String field, String complaint) throws IOException {
        assertThat(profile().without(field).list()).containsExactly(complaint);
        assertThat(profile().with(field, "null").list()).containsExactly(complaint);
    }

    @Test
    void a_resource_has_a_name_properties_and_a_value_type() throws IOException {
        assertThat(profile().without(SWITCH + "/name").list())
                .contains("profile.deviceResources[0].name field is required and must not be blank");
        assertThat(profile().without(SWITCH + "/properties").list())
                .contains("profile.deviceResources[0].properties field is required");
        assertThat(profile().without(SWITCH + "/properties/valueType").list())
                .contains("profile.deviceResources[0].properties.valueType field is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/profile/deviceResources", "/profile/deviceCommands"})
    void lists_may_be_empty_null_or_missing(String list) throws IOException {
        Complaints noCommands = profile().without("/profile/deviceCommands");

        assertThat(noCommands.with(list, "[]").list()).isEmpty();
        assertThat(noCommands.with(list, "null").list()).isEmpty();
        assertThat(noCommands.without(list).list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/profile/deviceResources/0",
                "/profile/deviceCommands/0",
                "/profile/deviceCommands/0/resourceOperations/0"
            })
    void null_is_no_item(String item) throws IOException {
        assertThat(profile().with(item, "null").list()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"r", "READ", "RWR", "", " "})
    void readWrite_is_one_of_four(String readWrite) throws IOException {
        assertThat(profile()
                        .with(INT8 + "/properties/readWrite", '"' + readWrite + '"')
                        .list())
                .contains("profile.deviceResources[1].properties.readWrite field should be one of R, W, RW, WR");
        assertThat(profile().with(COMMAND + "/readWrite", '"' + readWrite + '"').list())
                .contains("profile.deviceCommands[0].readWrite field should be one of R, W, RW, WR");
    }

    @Test
    void a_value_type_is_one_of_EdgeX_s_in_any_letter_case() throws IOException {
        assertThat(profile().with(INT8 + "/properties/valueType", "\"FLOAT64\"").list())
                .isEmpty();
        assertThat(profile()
                        .with(INT8 + "/properties/valueType", "\"Int{128}\"")
                        .list())
                .containsExactly(
                        "profile.deviceResources[1].properties.valueType 'Int{128}' should be one of EdgeX's value types,"
                                + " such as Float64");
    }

    @Test
    void a_name_is_there_once() throws IOException {
        assertThat(profile()
                        .with(SWITCH + "/name", "\"Int8\"")
                        .without("/profile/deviceCommands")
                        .list())
                .containsExactly("profile device resource Int8 is there twice");
        assertThat(profile()
                        .with(
                                "/profile/deviceCommands",
                                twice("{\"name\":\"c\",\"readWrite\":\"W\","
                                        + "\"resourceOperations\":[{\"deviceResource\":\"Int8\"}]}"))
                        .list())
                .containsExactly("profile device command c is there twice");
    }

    @Test
    void a_command_is_of_resources_that_exist() throws IOException {
        assertThat(profile()
                        .with(COMMAND + "/resourceOperations/0/deviceResource", "\"Int9\"")
                        .list())
                .containsExactly("profile device command WriteInt8Value: there is no device resource Int9");
    }

    @ParameterizedTest
    @CsvSource({"R, R", "W, W", "RW, R", "RW, W", "RW, RW", "RW, WR", "WR, R", "WR, RW"})
    void a_command_may_do_what_its_resources_may(String resource, String command) throws IOException {
        assertThat(profile()
                        .with(INT8 + "/properties/readWrite", '"' + resource + '"')
                        .with(SWITCH + "/properties/readWrite", '"' + resource + '"')
                        .with(COMMAND + "/readWrite", '"' + command + '"')
                        .list())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"R, W", "W, R", "R, RW", "W, WR"})
    void a_command_may_not_do_more(String resource, String command) throws IOException {
        assertThat(profile()
                        .with(INT8 + "/properties/readWrite", '"' + resource + '"')
                        .with(SWITCH + "/properties/readWrite", "\"RW\"")
                        .with(COMMAND + "/readWrite", '"' + command + '"')
                        .list())
                .containsExactly("profile device command WriteInt8Value: readWrite " + command
                        + " is not allowed by device resource Int8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"W", "RW", "WR"})
    void bytes_cannot_be_written(String readWrite) throws IOException {
        assertThat(profile()
                        .with(INT8 + "/properties/valueType", "\"binary\"")
                        .with(INT8 + "/properties/readWrite", '"' + readWrite + '"')
                        .without("/profile/deviceCommands")
                        .list())
                .containsExactly("profile device resource Int8: a Binary cannot be written, readWrite must be R");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "18446744073709551616"})
    void a_mask_is_an_unsigned_number_of_64_bits(String mask) throws IOException {
        assertThat(profile().with(INT8 + "/properties/mask", mask).list())
                .singleElement()
                .asString()
                .isEqualTo(
                        "profile.deviceResources[1].properties.mask field must be a whole number from 0 to 18446744073709551615");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "minimum | \"-100\"",
                "shift | 1.5",
                "mask | 1.5",
                "mask | \"1\"",
                "scale | \"NaN\"",
                "defaultValue | 0",
                "optional | []",
                "shift | 99999999999999999999"
            })
    void what_is_of_another_JSON_type_is_refused_as_Go_refuses_it(String property, String value) {
        assertThatThrownBy(() ->
                        profile().with(INT8 + "/properties/" + property, value).list())
                .isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void of_very_many_complaints_the_first_are_made() throws IOException {
        String commands = IntStream.range(0, 10_000)
                .mapToObj(i -> "{\"name\":\"c" + i
                        + "\",\"readWrite\":\"R\",\"resourceOperations\":[{\"deviceResource\":\"x\"}]}")
                .collect(Collectors.joining(",", "[", "]"));

        assertThat(profile().with("/profile/deviceCommands", commands).list()).hasSize(20);
    }

    private static String twice(String item) {
        return "[" + item + "," + item + "]";
    }

    private static Complaints profile() {
        return Complaints.of("add-profile.json", DeviceProfileRequest.class);
    }
}

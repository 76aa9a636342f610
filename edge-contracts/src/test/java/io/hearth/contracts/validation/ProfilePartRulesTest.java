package io.hearth.contracts.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.metadata.AddDeviceCommandRequest;
import io.hearth.contracts.metadata.AddDeviceResourceRequest;
import io.hearth.contracts.metadata.DeviceProfileBasicInfoRequest;
import io.hearth.contracts.metadata.UpdateDeviceCommandRequest;
import io.hearth.contracts.metadata.UpdateDeviceProfileTagsRequest;
import io.hearth.contracts.metadata.UpdateDeviceResourceRequest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of requests that change a part of a profile (EdgeX API 3.1, 3.4). */
class ProfilePartRulesTest {
    private static final String RESOURCE = """
            {"apiVersion":"v3","profileName":"p","resource":{"name":"r","properties":{"valueType":"Int8","readWrite":"R"}}}""";
    private static final String COMMAND = """
            {"apiVersion":"v3","profileName":"p","deviceCommand":{"name":"c","readWrite":"R",
              "resourceOperations":[{"deviceResource":"r"}]}}""";
    private static final String BASIC_INFO = """
            {"apiVersion":"v3","basicinfo":{"id":null,"name":"p","description":"d"}}""";
    private static final String TAGS = """
            {"apiVersion":"v3","deviceResources":[{"name":"r","tags":{"room":"hall"}}],
              "deviceCommands":[{"name":"c","tags":{"room":null}}]}""";

    @Test
    void what_EdgeX_sends_is_valid() throws IOException {
        assertThat(addResource().list()).isEmpty();
        assertThat(updateResource().list()).isEmpty();
        assertThat(addCommand().list()).isEmpty();
        assertThat(updateCommand().list()).isEmpty();
        assertThat(basicInfo().list()).isEmpty();
        assertThat(tags().list()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/apiVersion          | apiVersion field is required",
                "/profileName         | profileName field is required and must not be blank",
                "/resource            | resource field is required",
                "/resource/name       | resource.name field is required and must not be blank",
            })
    void what_a_request_about_a_resource_must_have_is_named(String field, String complaint) throws IOException {
        assertThat(addResource().without(field).list()).containsExactly(complaint);
        assertThat(updateResource().without(field).list()).containsExactly(complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/resource/properties           | resource.properties field is required",
                "/resource/properties/valueType | resource.properties.valueType field is required",
                "/resource/properties/readWrite | resource.properties.readWrite field is required",
            })
    void what_a_new_resource_must_have_is_named(String field, String complaint) throws IOException {
        assertThat(addResource().without(field).list()).containsExactly(complaint);
    }

    @Test
    void a_new_resource_has_one_of_EdgeX_s_value_types() throws IOException {
        assertThat(addResource()
                        .with("/resource/properties/valueType", "\"{Int9}\"")
                        .list())
                .containsExactly(
                        "resource.properties.valueType '{Int9}' should be one of EdgeX's value types, such as Float64");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/apiVersion         | apiVersion field is required",
                "/profileName        | profileName field is required and must not be blank",
                "/deviceCommand      | deviceCommand field is required",
                "/deviceCommand/name | deviceCommand.name field is required and must not be blank",
            })
    void what_a_request_about_a_command_must_have_is_named(String field, String complaint) throws IOException {
        assertThat(addCommand().without(field).list()).containsExactly(complaint);
        assertThat(updateCommand().without(field).list()).containsExactly(complaint);
    }

    @Test
    void a_new_command_is_of_at_least_one_resource() throws IOException {
        String operations = "/deviceCommand/resourceOperations";
        assertThat(addCommand().with(operations, "[]").list())
                .containsExactly("deviceCommand.resourceOperations field is required");
        assertThat(addCommand().with(operations, "[null]").list())
                .containsExactly("deviceCommand.resourceOperations[0].<list element> field is required");
        assertThat(addCommand().with(operations, "[{}]").list())
                .containsExactly(
                        "deviceCommand.resourceOperations[0].deviceResource field is required and must not be blank");
    }

    @Test
    void a_change_of_the_basic_info_says_by_name_or_id_of_which_profile() throws IOException {
        assertThat(basicInfo().without("/basicinfo/name").list())
                .containsExactly("basicinfo.addressed id or name is required, and a name must not be blank");
        assertThat(basicInfo().with("/basicinfo/name", "\"\"").list())
                .containsExactly("basicinfo.addressed id or name is required, and a name must not be blank");
        assertThat(basicInfo().with("/basicinfo/id", "\"7\"").list())
                .containsExactly("basicinfo.id field must be a uuid");
        assertThat(basicInfo().without("/basicinfo").list()).containsExactly("basicinfo field is required");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/deviceResources/0/name | null | deviceResources[0].name field is required and must not be blank",
                "/deviceResources/0/tags | null | deviceResources[0].tags field is required",
                "/deviceCommands/0/tags  | {}   | deviceCommands[0].tags field is required",
                "/deviceCommands/0       | null | deviceCommands[0].<list element> field is required",
                "/apiVersion             | null | apiVersion field is required",
            })
    void tags_are_of_something_with_a_name_and_there_is_at_least_one(String field, String value, String complaint)
            throws IOException {
        assertThat(tags().with(field, value).list()).containsExactly(complaint);
    }

    @Test
    void tags_of_resources_or_of_commands_may_be_left_out() throws IOException {
        assertThat(tags().without("/deviceResources").list()).isEmpty();
        assertThat(tags().with("/deviceCommands", "null").list()).isEmpty();
    }

    private static Complaints addResource() {
        return Complaints.ofText(RESOURCE, AddDeviceResourceRequest.class);
    }

    private static Complaints updateResource() {
        return Complaints.ofText(RESOURCE, UpdateDeviceResourceRequest.class);
    }

    private static Complaints addCommand() {
        return Complaints.ofText(COMMAND, AddDeviceCommandRequest.class);
    }

    private static Complaints updateCommand() {
        return Complaints.ofText(COMMAND, UpdateDeviceCommandRequest.class);
    }

    private static Complaints basicInfo() {
        return Complaints.ofText(BASIC_INFO, DeviceProfileBasicInfoRequest.class);
    }

    private static Complaints tags() {
        return Complaints.ofText(TAGS, UpdateDeviceProfileTagsRequest.class);
    }
}

package io.hearth.metadata.profile;

import static io.hearth.metadata.Given.delete;
import static io.hearth.metadata.Given.device;
import static io.hearth.metadata.Given.get;
import static io.hearth.metadata.Given.post;
import static io.hearth.metadata.Given.profile;
import static io.hearth.metadata.Given.profileRequest;
import static io.hearth.metadata.Given.put;
import static io.hearth.metadata.Given.service;
import static io.hearth.metadata.Given.unique;
import static io.hearth.metadata.Given.watcher;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;

import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class ProfileRoutesTest {
    private static final String TEMPERATURE =
            "{\"name\":\"temperature\",\"properties\":{\"valueType\":\"Float64\",\"readWrite\":\"R\"}}";

    @Test
    void a_profile_added_is_answered_201_with_its_id_and_can_be_read() {
        String name = unique("profile");

        post("/deviceprofile", profileRequest(name))
                .statusCode(207)
                .body("[0].statusCode", equalTo(201))
                .body("[0].id", matchesRegex("[0-9a-f-]{36}"));

        get("/deviceprofile/name/{n}", name)
                .statusCode(200)
                .body("profile.apiVersion", equalTo("v3"))
                .body("profile.name", equalTo(name))
                .body("profile.linkedDeviceCount", equalTo(0))
                .body("profile.deviceCommands[0].resourceOperations", hasSize(2));
    }

    @Test
    void a_value_type_is_stored_in_its_canonical_case() {
        get("/deviceprofile/name/{n}", profile())
                .body("profile.deviceResources[2].properties.valueType", equalTo("Float64"));
    }

    @Test
    void a_name_in_use_is_409_in_its_item() {
        post("/deviceprofile", profileRequest(profile())).statusCode(207).body("[0].statusCode", equalTo(409));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]"})
    void a_list_of_nothing_is_207_with_null(String body) {
        assertThat(post("/deviceprofile", body).statusCode(207).extract().asString())
                .isEqualTo("null");
        assertThat(put("/deviceprofile", body).statusCode(207).extract().asString())
                .isEqualTo("null");
    }

    @Test
    void put_replaces_a_profile_and_keeps_its_id() {
        String name = profile();
        String id = get("/deviceprofile/name/{n}", name).extract().path("profile.id");

        put("/deviceprofile", profileRequest(name, TEMPERATURE, ""))
                .statusCode(207)
                .body("[0].statusCode", equalTo(200));

        get("/deviceprofile/name/{n}", name)
                .body("profile.id", equalTo(id))
                .body("profile.deviceResources", hasSize(1))
                .body("profile.deviceCommands", hasSize(0));
    }

    @Test
    void put_of_a_profile_that_is_not_there_is_404_in_its_item() {
        put("/deviceprofile", profileRequest(unique("nothing"))).statusCode(207).body("[0].statusCode", equalTo(404));
    }

    @Test
    void a_profile_without_resources_and_commands_is_legal() {
        post("/deviceprofile", profileRequest(unique("profile"), "", "")).body("[0].statusCode", equalTo(201));
    }

    @Test
    void a_resource_name_that_is_there_twice_is_400() {
        refused(TEMPERATURE + "," + TEMPERATURE, "");
    }

    @Test
    void a_command_name_that_is_there_twice_is_400() {
        String command = command("R", "temperature");
        refused(TEMPERATURE, command + "," + command);
    }

    @Test
    void a_command_of_a_resource_that_is_not_there_is_400() {
        refused(TEMPERATURE, command("R", "humidity"));
    }

    @ParameterizedTest
    @CsvSource({"R, R", "W, W", "RW, R", "WR, W", "RW, RW", "RW, WR", "WR, RW"})
    void a_command_may_do_what_its_resource_allows(String resource, String command) {
        post("/deviceprofile", profileRequest(unique("profile"), resource("Int8", resource), command(command, "x")))
                .statusCode(207)
                .body("[0].statusCode", equalTo(201));
    }

    @ParameterizedTest
    @CsvSource({"R, W", "W, R", "R, RW", "W, WR"})
    void a_command_that_asks_more_than_its_resource_allows_is_400(String resource, String command) {
        refused(resource("Int8", resource), command(command, "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"W", "RW", "WR"})
    void a_binary_resource_that_can_be_written_is_400(String readWrite) {
        refused(resource("Binary", readWrite), "");
    }

    @ParameterizedTest
    @CsvSource({"Float65, R", "Int8, X", "'', R", "Int8, ''"})
    void a_value_type_or_read_write_out_of_the_list_is_400(String valueType, String readWrite) {
        refused(resource(valueType, readWrite), "");
    }

    @Test
    void a_profile_in_use_tells_how_many_devices_use_it_and_cannot_be_deleted() {
        String name = profile();
        String device = device(service(), name);

        get("/deviceprofile/name/{n}", name).body("profile.linkedDeviceCount", equalTo(1));
        delete("/deviceprofile/name/{n}", name).statusCode(409).body("message", containsString(name));

        delete("/device/name/{n}", device);
        delete("/deviceprofile/name/{n}", name).statusCode(200);
        get("/deviceprofile/name/{n}", name).statusCode(404);
    }

    @Test
    void deleting_a_profile_that_is_not_there_is_404() {
        delete("/deviceprofile/name/{n}", "nothing").statusCode(404).body("statusCode", equalTo(404));
    }

    @Test
    void all_lists_profiles_with_their_devices_counted() {
        String name = profile();
        device(service(), name);

        get("/deviceprofile/all?limit=-1")
                .statusCode(200)
                .body("profiles.name", hasItem(name))
                .body("profiles.find { it.name == '" + name + "' }.linkedDeviceCount", equalTo(1));
        get("/deviceprofile/all?offset=100000").statusCode(416);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\\ud800\"", "\"\\udc00b\"", "\" \"", "\"\"", "null", "7"})
    void a_name_that_is_none_is_400_and_the_field_is_named(String name) {
        String body = profileRequest("x").replace("\"name\":\"x\"", "\"name\":" + name);

        post("/deviceprofile", body).statusCode(400).body("message", containsString("profile.name"));
        put("/deviceprofile", body).statusCode(400).body("message", containsString("profile.name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "a#b", "a+b$", "温度 😀", "a%2Fb", "?", "a;b=c", "..", "."})
    void any_name_that_is_not_blank_can_be_added_read_and_deleted(String part) {
        String name = unique(part) + part;

        post("/deviceprofile", profileRequest(name)).body("[0].statusCode", equalTo(201));
        get("/deviceprofile/name/{n}", name).statusCode(200).body("profile.name", equalTo(name));
        delete("/deviceprofile/name/{n}", name).statusCode(200);
        get("/deviceprofile/name/{n}", name).statusCode(404);
    }

    @Test
    void fields_are_taken_in_any_letter_case_and_unknown_ones_are_ignored() {
        String name = unique("profile");

        post("/deviceprofile", """
                        [{"APIVERSION":"v3","Profile":{"NAME":"%s","tag":"x","floatEncoding":"eNotation",
                          "DeviceResources":[{"Name":"r","Properties":{"VALUETYPE":"int8","readwrite":"R"}}]}}]""".formatted(name)).body("[0].statusCode", equalTo(201));

        get("/deviceresource/profile/{p}/resource/r", name).body("resource.properties.valueType", equalTo("Int8"));
    }

    @Test
    void one_bad_profile_of_a_list_is_400_for_all_and_nothing_is_added() {
        String good = unique("profile");
        String body = profileRequest(good).replaceFirst("]$", ",{\"apiVersion\":\"v3\",\"profile\":{\"name\":\"\"}}]");

        post("/deviceprofile", body).statusCode(400).body("statusCode", equalTo(400));
        get("/deviceprofile/name/{n}", good).statusCode(404);
    }

    @Test
    void each_of_a_list_has_its_own_status_in_the_order_of_the_list() {
        String there = profile();
        String one = unique("profile");
        String item = "{\"apiVersion\":\"v3\",\"requestId\":\"%s\",\"profile\":{\"name\":\"%s\"}}";
        String id = UUID.randomUUID().toString();
        String body =
                "[" + item.formatted("", one) + "," + item.formatted(id, there) + "," + item.formatted("", one) + "]";

        post("/deviceprofile", body)
                .statusCode(207)
                .body("statusCode", contains(201, 409, 409))
                .body("[1].requestId", equalTo(id))
                .body("[1]", not(hasKey("id")));
        put("/deviceprofile", body.replace(there, unique("nothing"))).body("statusCode", contains(200, 404, 200));
    }

    @Test
    void a_profile_in_use_by_a_provision_watcher_cannot_be_deleted() {
        String name = profile();
        String watcher = watcher("a-service", name);

        delete("/deviceprofile/name/{n}", name)
                .statusCode(409)
                .body("statusCode", equalTo(409))
                .body("message", containsString("provision watcher"));

        delete("/provisionwatcher/name/{n}", watcher);
        delete("/deviceprofile/name/{n}", name).statusCode(200);
    }

    @Test
    void a_profile_longer_than_allowed_is_413_in_its_item_and_the_others_are_added() {
        String good = unique("profile");
        String body = "[{\"apiVersion\":\"v3\",\"profile\":{\"name\":\"long\",\"description\":\"%s\"}},%s"
                .formatted("x".repeat(4_200_000), profileRequest(good).strip().substring(1));

        post("/deviceprofile", body)
                .statusCode(207)
                .body("statusCode", contains(413, 201))
                .body("[0].message", containsString("4194304"));
        get("/deviceprofile/name/long").statusCode(404);
    }

    @Test
    void a_profile_with_more_labels_than_allowed_is_413_in_its_item() {
        String name = unique("profile");
        String labels = IntStream.range(0, 1001).mapToObj(i -> "\"l" + i + "\"").collect(Collectors.joining(","));

        post("/deviceprofile", profileRequest(name).replace("\"heating\"", labels))
                .statusCode(207)
                .body("[0].statusCode", equalTo(413))
                .body("[0].message", containsString("1000"));
        post("/deviceprofile", profileRequest(name).replace("\"heating\"", labels.replace(",\"l1000\"", "")))
                .body("[0].statusCode", equalTo(201));
    }

    private static void refused(String resources, String commands) {
        String name = unique("profile");
        post("/deviceprofile", profileRequest(name, resources, commands))
                .statusCode(400)
                .body("statusCode", equalTo(400));
        get("/deviceprofile/name/{n}", name).statusCode(404);
    }

    private static String resource(String valueType, String readWrite) {
        return "{\"name\":\"x\",\"properties\":{\"valueType\":\"%s\",\"readWrite\":\"%s\"}}"
                .formatted(valueType, readWrite);
    }

    private static String command(String readWrite, String resource) {
        return "{\"name\":\"c\",\"readWrite\":\"%s\",\"resourceOperations\":[{\"deviceResource\":\"%s\"}]}"
                .formatted(readWrite, resource);
    }
}

package io.hearth.metadata.profile;

import static io.hearth.metadata.Given.delete;
import static io.hearth.metadata.Given.device;
import static io.hearth.metadata.Given.get;
import static io.hearth.metadata.Given.patch;
import static io.hearth.metadata.Given.post;
import static io.hearth.metadata.Given.profile;
import static io.hearth.metadata.Given.service;
import static io.hearth.metadata.Given.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class DeviceResourceRoutesTest {
    @Test
    void a_resource_is_read_by_the_names_of_its_profile_and_its_own() {
        get("/deviceresource/profile/{p}/resource/{r}", profile(), "target")
                .statusCode(200)
                .body("apiVersion", equalTo("v3"))
                .body("statusCode", equalTo(200))
                .body("resource.name", equalTo("target"))
                .body("resource.properties.valueType", equalTo("Float64"));
    }

    @Test
    void a_resource_or_a_profile_that_is_not_there_is_404() {
        get("/deviceresource/profile/{p}/resource/{r}", profile(), "none").statusCode(404);
        get("/deviceresource/profile/none/resource/none").statusCode(404).body("statusCode", equalTo(404));
    }

    @Test
    void a_resource_added_is_201_in_its_item_and_the_last_of_its_profile() {
        String profile = profile();
        String requestId = UUID.randomUUID().toString();

        post(
                        "/deviceprofile/resource",
                        request(profile, "new").replace("\"v3\"", "\"v3\",\"requestId\":\"" + requestId + '"'))
                .statusCode(207)
                .body("[0].statusCode", equalTo(201))
                .body("[0].requestId", equalTo(requestId))
                .body("[0]", not(hasKey("message")));

        get("/deviceprofile/name/{n}", profile)
                .body("profile.deviceResources.name", contains("current", "mode", "target", "new"))
                .body("profile.deviceResources[3].properties.valueType", equalTo("Int8"))
                .body("profile.deviceCommands", hasSize(1));
    }

    @Test
    void resources_can_be_added_to_a_profile_that_devices_use() {
        String profile = profile();
        device(service(), profile);

        post("/deviceprofile/resource", request(profile, "new")).body("[0].statusCode", equalTo(201));
    }

    @Test
    void several_resources_of_one_profile_can_be_added_at_once() {
        String profile = profile();

        post("/deviceprofile/resource", list(request(profile, "a"), request(profile, "b"), request(profile, "a")))
                .statusCode(207)
                .body("statusCode", contains(201, 201, 400));

        get("/deviceprofile/name/{n}", profile)
                .body("profile.deviceResources.name", contains("current", "mode", "target", "a", "b"));
    }

    @Test
    void a_profile_that_is_not_there_is_404_in_its_item_and_the_others_are_done() {
        String profile = profile();

        post("/deviceprofile/resource", list(request("none", "a"), request(profile, "b")))
                .statusCode(207)
                .body("statusCode", contains(404, 201));
        patch("/deviceprofile/resource", list(update("none", "a"), update(profile, "b"), update(profile, "none")))
                .statusCode(207)
                .body("statusCode", contains(404, 200, 404));
    }

    @Test
    void a_resource_name_in_use_is_400_in_its_item() {
        post("/deviceprofile/resource", request(profile(), "mode"))
                .statusCode(207)
                .body("[0].statusCode", equalTo(400))
                .body("[0].message", containsString("mode"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"W", "RW", "WR"})
    void a_binary_resource_that_can_be_written_is_400_in_its_item(String readWrite) {
        String binary = request(profile(), "b").replace("Int8", "binary").replace("\"R\"", '"' + readWrite + '"');

        post("/deviceprofile/resource", binary).statusCode(207).body("[0].statusCode", equalTo(400));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Int8     | Int9",
                "\"R\"   | \"X\"",
                "\"new\" | \"\"",
                "\"new\" | null",
                "\"new\" | \"\\ud800\"",
                "\"v3\"  | \"\"",
                "\"properties\" | \"property\"",
                "\"resource\" | \"resources\"",
                "\"profileName\" | \"profile\""
            })
    void a_request_that_breaks_a_rule_is_400_as_a_whole(String what, String with) {
        String profile = profile();

        post(
                        "/deviceprofile/resource",
                        list(request(profile, "good"), request(profile, "new").replace(what, with)))
                .statusCode(400)
                .body("statusCode", equalTo(400));
        get("/deviceresource/profile/{p}/resource/good", profile).statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]"})
    void a_list_of_nothing_is_207_with_null(String body) {
        assertThat(post("/deviceprofile/resource", body)
                        .statusCode(207)
                        .extract()
                        .asString())
                .isEqualTo("null");
        assertThat(patch("/deviceprofile/resource", body)
                        .statusCode(207)
                        .extract()
                        .asString())
                .isEqualTo("null");
    }

    @Test
    void a_patch_changes_description_and_whether_it_is_hidden_and_nothing_else() {
        String profile = profile();

        patch("/deviceprofile/resource", update(profile, "target")).body("[0].statusCode", equalTo(200));

        get("/deviceresource/profile/{p}/resource/{r}", profile, "target")
                .body("resource.description", equalTo("changed"))
                .body("resource.isHidden", equalTo(true))
                .body("resource.properties.valueType", equalTo("Float64"))
                .body("resource.properties.readWrite", equalTo("RW"));
    }

    @Test
    void a_patch_leaves_what_it_does_not_name() {
        String profile = profile();
        patch("/deviceprofile/resource", update(profile, "target"));

        patch("/deviceprofile/resource", update(profile, "target").replaceFirst(",\"description.*}}]", "}}]"))
                .body("[0].statusCode", equalTo(200));

        get("/deviceresource/profile/{p}/resource/{r}", profile, "target")
                .body("resource.description", equalTo("changed"))
                .body("resource.isHidden", equalTo(true));
    }

    @Test
    void a_patch_without_a_name_is_400_as_a_whole() {
        String profile = profile();
        patch("/deviceprofile/resource", update(profile, "")).statusCode(400);
        patch("/deviceprofile/resource", update("", "mode")).statusCode(400);
        patch("/deviceprofile/resource", update(profile, "mode").replace("\"name\":\"mode\",", ""))
                .statusCode(400);
    }

    @Test
    void a_resource_that_no_command_needs_can_be_deleted() {
        String profile = profile();

        delete("/deviceprofile/name/{p}/resource/{r}", profile, "current")
                .statusCode(200)
                .body("statusCode", equalTo(200));

        get("/deviceprofile/name/{n}", profile).body("profile.deviceResources.name", contains("mode", "target"));
    }

    @Test
    void a_resource_that_a_command_needs_cannot_be_deleted_400() {
        String profile = profile();

        delete("/deviceprofile/name/{p}/resource/{r}", profile, "mode")
                .statusCode(400)
                .body("message", containsString("control"));
        get("/deviceresource/profile/{p}/resource/mode", profile).statusCode(200);
    }

    @Test
    void what_is_not_there_cannot_be_deleted_404() {
        delete("/deviceprofile/name/{p}/resource/{r}", profile(), "none").statusCode(404);
        delete("/deviceprofile/name/{p}/resource/{r}", "none", "none").statusCode(404);
    }

    @Test
    void nothing_is_deleted_of_a_profile_in_use_by_a_device_409() {
        String profile = profile();
        String device = device(service(), profile);

        delete("/deviceprofile/name/{p}/resource/{r}", profile, "current").statusCode(409);
        delete("/deviceprofile/name/{p}/resource/{r}", profile, "none").statusCode(409);
        get("/deviceresource/profile/{p}/resource/current", profile).statusCode(200);

        delete("/device/name/{n}", device);
        delete("/deviceprofile/name/{p}/resource/{r}", profile, "current").statusCode(200);
    }

    @Test
    void any_name_can_be_in_the_path() {
        String profile = unique("a/b c%");
        String resource = "x/y #+温";
        post("/deviceprofile", "[{\"apiVersion\":\"v3\",\"profile\":{\"name\":\"" + profile + "\"}}]");
        post("/deviceprofile/resource", request(profile, resource)).body("[0].statusCode", equalTo(201));

        get("/deviceresource/profile/{p}/resource/{r}", profile, resource).body("resource.name", equalTo(resource));
        delete("/deviceprofile/name/{p}/resource/{r}", profile, resource).statusCode(200);
    }

    private static String request(String profile, String name) {
        return """
                [{"apiVersion":"v3","profileName":"%s","resource":{"name":"%s","properties":{"valueType":"Int8","readWrite":"R"}}}]""".formatted(profile, name);
    }

    private static String update(String profile, String name) {
        return """
                [{"apiVersion":"v3","profileName":"%s","resource":{"name":"%s","description":"changed","isHidden":true}}]""".formatted(profile, name);
    }

    private static String list(String... requests) {
        return String.join(",", requests).replace("],[", ",");
    }
}

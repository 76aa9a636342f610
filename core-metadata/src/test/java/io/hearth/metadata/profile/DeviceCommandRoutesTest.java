package io.hearth.metadata.profile;

import static io.hearth.metadata.Given.delete;
import static io.hearth.metadata.Given.device;
import static io.hearth.metadata.Given.get;
import static io.hearth.metadata.Given.patch;
import static io.hearth.metadata.Given.post;
import static io.hearth.metadata.Given.profile;
import static io.hearth.metadata.Given.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class DeviceCommandRoutesTest {
    @Test
    void a_command_added_is_201_in_its_item_and_the_last_of_its_profile() {
        String profile = profile();

        post("/deviceprofile/deviceCommand", request(profile, "new", "R", "current"))
                .statusCode(207)
                .body("[0].statusCode", equalTo(201));

        get("/deviceprofile/name/{n}", profile).body("profile.deviceCommands.name", contains("control", "new"));
    }

    @ParameterizedTest
    @CsvSource({
        "control, W, mode, is there twice",
        "new, R, none, there is no device resource none",
        "new, R, mode, is not allowed",
        "new, RW, current, is not allowed"
    })
    void a_command_that_does_not_fit_its_profile_is_400_in_its_item(
            String name, String readWrite, String resource, String why) {
        String profile = profile();

        post("/deviceprofile/deviceCommand", request(profile, name, readWrite, resource))
                .statusCode(207)
                .body("[0].statusCode", equalTo(400))
                .body("[0].message", containsString(why));
        get("/deviceprofile/name/{n}", profile).body("profile.deviceCommands.name", contains("control"));
    }

    @Test
    void what_is_not_there_is_404_in_its_item() {
        post("/deviceprofile/deviceCommand", request("none", "new", "R", "current"))
                .statusCode(207)
                .body("[0].statusCode", equalTo(404));
        patch("/deviceprofile/deviceCommand", update("none", "control")).body("[0].statusCode", equalTo(404));
        patch("/deviceprofile/deviceCommand", update(profile(), "none")).body("[0].statusCode", equalTo(404));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"R\" | \"X\"",
                "[{\"deviceResource\":\"current\"}] | []",
                "[{\"deviceResource\":\"current\"}] | [null]",
                "\"new\" | \" \"",
                "\"deviceCommand\" | \"command\"",
                "\"profileName\" | \"profile\"",
                "\"v3\" | null"
            })
    void a_request_that_breaks_a_rule_is_400_as_a_whole(String what, String with) {
        post(
                        "/deviceprofile/deviceCommand",
                        request(profile(), "new", "R", "current").replace(what, with))
                .statusCode(400)
                .body("statusCode", equalTo(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]"})
    void a_list_of_nothing_is_207_with_null(String body) {
        assertThat(post("/deviceprofile/deviceCommand", body)
                        .statusCode(207)
                        .extract()
                        .asString())
                .isEqualTo("null");
        assertThat(patch("/deviceprofile/deviceCommand", body)
                        .statusCode(207)
                        .extract()
                        .asString())
                .isEqualTo("null");
    }

    @Test
    void a_patch_changes_whether_it_is_hidden_and_nothing_else() {
        String profile = profile();

        patch("/deviceprofile/deviceCommand", update(profile, "control").replace("true", "true,\"readWrite\":\"R\""))
                .statusCode(207)
                .body("[0].statusCode", equalTo(200));

        get("/deviceprofile/name/{n}", profile)
                .body("profile.deviceCommands[0].isHidden", equalTo(true))
                .body("profile.deviceCommands[0].readWrite", equalTo("W"));
    }

    @Test
    void a_patch_without_a_name_is_400_as_a_whole() {
        patch("/deviceprofile/deviceCommand", update(profile(), "")).statusCode(400);
        patch("/deviceprofile/deviceCommand", update("", "control")).statusCode(400);
    }

    @Test
    void a_command_can_be_deleted() {
        String profile = profile();

        delete("/deviceprofile/name/{p}/deviceCommand/{c}", profile, "control")
                .statusCode(200)
                .body("statusCode", equalTo(200));

        get("/deviceprofile/name/{n}", profile).body("profile.deviceCommands", empty());
    }

    @Test
    void what_is_not_there_cannot_be_deleted_404() {
        delete("/deviceprofile/name/{p}/deviceCommand/{c}", profile(), "none").statusCode(404);
        delete("/deviceprofile/name/{p}/deviceCommand/{c}", "none", "none").statusCode(404);
    }

    @Test
    void nothing_is_deleted_of_a_profile_in_use_by_a_device_409() {
        String profile = profile();
        device(service(), profile);

        delete("/deviceprofile/name/{p}/deviceCommand/{c}", profile, "control")
                .statusCode(409)
                .body("statusCode", equalTo(409));
        get("/deviceprofile/name/{n}", profile).body("profile.deviceCommands.name", contains("control"));
    }

    private static String request(String profile, String name, String readWrite, String resource) {
        return """
                [{"apiVersion":"v3","profileName":"%s","deviceCommand":{"name":"%s","readWrite":"%s",
                  "resourceOperations":[{"deviceResource":"%s"}]}}]""".formatted(profile, name, readWrite, resource);
    }

    private static String update(String profile, String name) {
        return """
                [{"apiVersion":"v3","profileName":"%s","deviceCommand":{"name":"%s","isHidden":true}}]""".formatted(profile, name);
    }
}

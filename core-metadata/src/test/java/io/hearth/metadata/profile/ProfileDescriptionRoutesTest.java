package io.hearth.metadata.profile;

import static io.hearth.metadata.Given.device;
import static io.hearth.metadata.Given.get;
import static io.hearth.metadata.Given.patch;
import static io.hearth.metadata.Given.profile;
import static io.hearth.metadata.Given.service;
import static io.hearth.metadata.Given.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;

import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class ProfileDescriptionRoutesTest {
    @Test
    void basic_info_named_is_changed_and_all_else_stays() {
        String name = profile();
        String model = unique("model");

        patch(
                        "/deviceprofile/basicinfo",
                        basicInfo("\"name\":\"" + name + "\",\"model\":\"" + model + "\",\"labels\":[\"new\"]"))
                .statusCode(207)
                .body("[0].statusCode", equalTo(200));

        get("/deviceprofile/name/{n}", name)
                .body("profile.model", equalTo(model))
                .body("profile.labels", contains("new"))
                .body("profile.manufacturer", equalTo("Hearth"))
                .body("profile.deviceResources", hasSize(3))
                .body("profile.deviceCommands", hasSize(1));
        get("/deviceprofile/model/{m}", model).body("profiles.name", contains(name));
        get("/deviceprofile/model/H1?limit=-1").body("profiles.findAll { it.name == '" + name + "' }", hasSize(0));
    }

    @Test
    void a_profile_in_use_can_be_described_anew() {
        String name = profile();
        device(service(), name);

        patch("/deviceprofile/basicinfo", basicInfo("\"id\":null,\"name\":\"" + name + "\",\"description\":\"d\""))
                .body("[0].statusCode", equalTo(200));
        get("/deviceprofile/name/{n}", name).body("profile.description", equalTo("d"));
    }

    @Test
    void the_id_alone_says_which_profile_and_with_the_name_they_must_agree() {
        String name = profile();
        String id = get("/deviceprofile/name/{n}", name).extract().path("profile.id");

        patch("/deviceprofile/basicinfo", basicInfo("\"id\":\"" + id + "\",\"description\":\"by id\""))
                .body("[0].statusCode", equalTo(200));
        get("/deviceprofile/name/{n}", name).body("profile.description", equalTo("by id"));
        patch("/deviceprofile/basicinfo", basicInfo("\"id\":\"" + id + "\",\"name\":\"" + profile() + "\""))
                .statusCode(207)
                .body("[0].statusCode", equalTo(400));
    }

    @Test
    void a_profile_that_is_not_there_is_404_in_its_item() {
        patch("/deviceprofile/basicinfo", basicInfo("\"name\":\"none\""))
                .statusCode(207)
                .body("[0].statusCode", equalTo(404));
        patch("/deviceprofile/basicinfo", basicInfo("\"id\":\"d5471d59-2810-419a-8744-18eb8fa03465\""))
                .body("[0].statusCode", equalTo(404));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"description\":\"d\"",
                "\"name\":\"\"",
                "\"name\":\"\\ud800\"",
                "\"name\":7",
                "\"name\":\"p\",\"id\":\"7\"",
                "\"name\":\"p\",\"labels\":\"l\""
            })
    void a_change_that_breaks_a_rule_is_400_as_a_whole(String fields) {
        patch("/deviceprofile/basicinfo", basicInfo(fields)).statusCode(400).body("statusCode", equalTo(400));
    }

    @Test
    void a_list_of_nothing_is_207_with_null() {
        assertThat(patch("/deviceprofile/basicinfo", "null")
                        .statusCode(207)
                        .extract()
                        .asString())
                .isEqualTo("null");
    }

    @Test
    void tags_are_merged_deeply_into_those_of_resources_and_commands() {
        String name = profile();

        tags(name, "{\"room\":\"hall\",\"site\":{\"city\":\"Ulm\",\"floor\":1}}", "{\"a\":1}")
                .statusCode(200)
                .body("statusCode", equalTo(200));
        tags(name, "{\"room\":null,\"site\":{\"floor\":2,\"door\":\"3b\"},\"new\":[1]}", "{\"a\":{\"b\":2}}")
                .statusCode(200);

        get("/deviceprofile/name/{n}", name)
                .body("profile.deviceResources[0].tags", equalTo(null))
                .body("profile.deviceResources[1].tags.keySet()", contains("site", "new"))
                .body("profile.deviceResources[1].tags.site.city", equalTo("Ulm"))
                .body("profile.deviceResources[1].tags.site.floor", equalTo(2))
                .body("profile.deviceResources[1].tags.site.door", equalTo("3b"))
                .body("profile.deviceResources[1].properties.valueType", equalTo("String"))
                .body("profile.deviceCommands[0].tags.a.b", equalTo(2));
    }

    @Test
    void tags_for_what_the_profile_does_not_have_are_passed_over() {
        String name = profile();

        patch("/deviceprofile/name/" + name + "/tags", """
                        {"apiVersion":"v3","deviceResources":[{"name":"none","tags":{"a":1}}]}""").statusCode(200);
        patch("/deviceprofile/name/" + name + "/tags", "{\"apiVersion\":\"v3\"}")
                .statusCode(200);
    }

    @Test
    void tags_of_a_profile_that_is_not_there_are_404() {
        tags("none", "{\"a\":1}", "{\"a\":1}").statusCode(404).body("statusCode", equalTo(404));
    }

    @Test
    void what_went_wrong_with_a_request_that_has_an_id_is_answered_with_it() {
        String id = UUID.randomUUID().toString();

        patch("/deviceprofile/name/none/tags", "{\"apiVersion\":\"v3\",\"requestId\":\"" + id + "\"}")
                .statusCode(404)
                .body("requestId", equalTo(id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"apiVersion\":\"v3\",\"requestId\":\"7\"}",
                "{\"apiVersion\":\"v3\",\"deviceResources\":{}}",
                "{\"apiVersion\":\"v3\",\"deviceResources\":[null]}",
                "{\"apiVersion\":\"v3\",\"deviceResources\":[{\"tags\":{\"a\":1}}]}",
                "{\"apiVersion\":\"v3\",\"deviceCommands\":[{\"name\":\"control\"}]}",
                "{\"apiVersion\":\"v3\",\"deviceCommands\":[{\"name\":\"control\",\"tags\":{}}]}"
            })
    void tags_that_break_a_rule_are_400(String body) {
        patch("/deviceprofile/name/" + profile() + "/tags", body)
                .statusCode(400)
                .body("statusCode", equalTo(400));
    }

    @Test
    void a_change_leaves_id_and_creation_and_sets_the_time_of_the_change() {
        String name = profile();
        long created = get("/deviceprofile/name/{n}", name).extract().path("profile.created");

        tags(name, "{\"a\":1}", "{\"a\":1}");

        get("/deviceprofile/name/{n}", name)
                .body("profile.created", equalTo(created))
                .body("profile.modified", greaterThanOrEqualTo(created));
        patch("/deviceprofile/basicinfo", basicInfo("")).body("message", containsString("basicinfo"));
    }

    private static String basicInfo(String fields) {
        return "[{\"apiVersion\":\"v3\",\"basicinfo\":{" + fields + "}}]";
    }

    private static io.restassured.response.ValidatableResponse tags(String profile, String resource, String command) {
        return patch("/deviceprofile/name/" + profile + "/tags", """
                {"apiVersion":"v3","deviceResources":[{"name":"mode","tags":%s}],"deviceCommands":[{"name":"control","tags":%s}]}""".formatted(resource, command));
    }
}

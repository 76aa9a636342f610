package io.hearth.metadata.profile;

import static io.hearth.metadata.Given.get;
import static io.hearth.metadata.Given.profile;
import static io.hearth.metadata.Given.unique;
import static io.restassured.RestAssured.config;
import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;

import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class ProfileFileRoutesTest {
    private static final String FILE = """
            apiVersion: "v3"
            name: "%s"
            manufacturer: Hearth
            labels: [ heating ]
            deviceResources:
              - name: current
                description: "°C of the room"
                properties: { valueType: float64, readWrite: R, units: "°C" }
                attributes:
              - name: mode
                properties: { valueType: String, readWrite: RW, defaultValue: on }
            deviceCommands:
              - name: all
                readWrite: R
                resourceOperations:
                  - { deviceResource: current }
                  - { deviceResource: mode, mappings: { on: "1" } }
            """;

    @Test
    void a_file_uploaded_is_answered_201_with_an_id_and_can_be_read() {
        String name = unique("profile");

        post(FILE.formatted(name))
                .statusCode(201)
                .contentType("application/json")
                .body("apiVersion", equalTo("v3"))
                .body("statusCode", equalTo(201))
                .body("id", matchesRegex("[0-9a-f-]{36}"));

        get("/deviceprofile/name/{n}", name)
                .body("profile.deviceResources", hasSize(2))
                .body("profile.deviceResources[0].properties.valueType", equalTo("Float64"))
                .body("profile.deviceResources[0].properties.units", equalTo("°C"))
                .body("profile.deviceResources[1].properties.defaultValue", equalTo("on"))
                .body("profile.deviceCommands[0].resourceOperations[1].mappings.on", equalTo("1"));
    }

    @Test
    void a_file_put_replaces_the_profile_and_is_answered_200() {
        String name = profile();
        String id = get("/deviceprofile/name/{n}", name).extract().path("profile.id");

        put(FILE.formatted(name)).statusCode(200).body("statusCode", equalTo(200));

        get("/deviceprofile/name/{n}", name)
                .body("profile.id", equalTo(id))
                .body("profile.deviceResources", hasSize(2));
    }

    @Test
    void a_name_in_use_is_409() {
        post(FILE.formatted(profile())).statusCode(409).body("statusCode", equalTo(409));
    }

    @Test
    void a_profile_that_is_not_there_cannot_be_replaced_404() {
        put(FILE.formatted(unique("nothing"))).statusCode(404).body("statusCode", equalTo(404));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "just a text",
                "- a\n- list",
                "name: [",
                "\t",
                "manufacturer: without a name",
                "name: p\ndeviceResources: 7",
                "name: p\ndeviceResources:\n  - name: r",
                "name: p\ndeviceResources:\n  - name: r\n    properties: { valueType: Int9, readWrite: R }",
                "name: p\ndeviceCommands:\n  - {name: c, readWrite: R, resourceOperations: [{deviceResource: r}]}",
                "name: \"a\\uD800\"",
                "a: &x [*x]"
            })
    void a_file_that_is_no_valid_profile_is_400(String yaml) {
        post(yaml).statusCode(400).contentType("application/json").body("statusCode", equalTo(400));
        put(yaml).statusCode(400).body("statusCode", equalTo(400));
    }

    @Test
    void what_is_wrong_is_said_with_the_field_and_without_names_of_classes_of_ours() {
        post("name: p\ndeviceResources: 7")
                .body("message", containsString("deviceResources"))
                .body("message", not(containsString("io.hearth")));
        post("manufacturer: m").body("message", containsString("name"));
    }

    @Test
    void a_form_without_the_field_file_is_400() {
        upload(given().multiPart("another", "profile.yaml", utf8(FILE)), "POST").statusCode(400);
        upload(given().multiPart("another", "profile.yaml", utf8(FILE)), "PUT").statusCode(400);
        upload(form("--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nname: no-file\r\n--x--\r\n"), "POST")
                .statusCode(400);
        upload(form("--x--\r\n"), "POST").statusCode(400);
    }

    @Test
    void a_body_that_is_no_form_is_400() {
        upload(given().contentType("application/x-yaml").body(utf8(FILE)), "POST")
                .statusCode(400);
        upload(given().contentType(ContentType.JSON).body("{}"), "PUT").statusCode(400);
        upload(given(), "POST").statusCode(400);
    }

    @Test
    void a_form_that_breaks_off_is_no_5xx() {
        String begun = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nname: p";

        upload(form(begun), "POST").statusCode(400);
        upload(form(""), "PUT").statusCode(400);
        upload(form("no boundary at all"), "POST").statusCode(400);
        upload(form("--x\r\n\u0001: \u0002\r\r\n--x--"), "POST").statusCode(400);
    }

    @Test
    void a_file_longer_than_a_profile_may_be_is_413() {
        String name = unique("profile");

        post("name: " + name + "\ndescription: " + "x".repeat(4_200_000)).statusCode(413);
        get("/deviceprofile/name/{n}", name).statusCode(404);
    }

    private static RequestSpecification form(String body) {
        return given().config(config().encoderConfig(encoderConfig()
                        .encodeContentTypeAs("multipart/form-data", ContentType.TEXT)
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType("multipart/form-data; boundary=x")
                .body(body);
    }

    private static ValidatableResponse post(String yaml) {
        return upload(given().multiPart("file", "profile.yaml", utf8(yaml), "application/x-yaml"), "POST");
    }

    private static ValidatableResponse put(String yaml) {
        return upload(given().multiPart("file", "profile.yaml", utf8(yaml), "application/x-yaml"), "PUT");
    }

    private static ValidatableResponse upload(RequestSpecification request, String method) {
        return request.request(method, "/api/v3/deviceprofile/uploadfile").then();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

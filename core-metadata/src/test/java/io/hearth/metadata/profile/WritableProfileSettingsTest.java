package io.hearth.metadata.profile;

import static io.hearth.metadata.Given.delete;
import static io.hearth.metadata.Given.get;
import static io.hearth.metadata.Given.patch;
import static io.hearth.metadata.Given.post;
import static io.hearth.metadata.Given.profile;
import static io.hearth.metadata.Given.profileRequest;
import static io.hearth.metadata.Given.put;
import static io.hearth.metadata.Given.unique;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.hearth.runtime.live.LiveConfig;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class WritableProfileSettingsTest {
    private static final String STRICT_CHANGES = "Writable/ProfileChange/StrictDeviceProfileChanges";
    private static final String STRICT_DELETES = "Writable/ProfileChange/StrictDeviceProfileDeletes";
    private static final String VALIDATION = "Writable/UoM/Validation";

    @Inject
    LiveConfig live;

    @AfterEach
    void as_it_was() {
        set(STRICT_CHANGES, "false");
        set(STRICT_DELETES, "false");
        set(VALIDATION, "false");
    }

    @Test
    void strict_changes_forbid_to_replace_profiles_and_to_delete_parts_of_them_423() {
        String name = profile();
        set(STRICT_CHANGES, "true");

        put("/deviceprofile", profileRequest(name)).statusCode(423).body("statusCode", equalTo(423));
        given().multiPart("file", "p.yaml", ("name: " + name).getBytes())
                .put("/api/v3/deviceprofile/uploadfile")
                .then()
                .statusCode(423);
        delete("/deviceprofile/name/{p}/resource/{r}", name, "current").statusCode(423);
        delete("/deviceprofile/name/{p}/deviceCommand/{c}", name, "control").statusCode(423);

        get("/deviceresource/profile/{p}/resource/current", name).statusCode(200);
        get("/deviceprofile/name/{n}", name).body("profile.deviceCommands[0].name", equalTo("control"));
    }

    @Test
    void strict_changes_allow_what_does_not_touch_readings_and_to_add_and_delete_profiles() {
        String name = profile();
        set(STRICT_CHANGES, "true");

        patch(
                        "/deviceprofile/basicinfo",
                        "[{\"apiVersion\":\"v3\",\"basicinfo\":{\"name\":\"" + name + "\",\"description\":\"d\"}}]")
                .body("[0].statusCode", equalTo(200));
        patch(
                        "/deviceprofile/resource",
                        "[{\"apiVersion\":\"v3\",\"profileName\":\"" + name
                                + "\",\"resource\":{\"name\":\"mode\",\"isHidden\":true}}]")
                .body("[0].statusCode", equalTo(200));
        post("/deviceprofile", profileRequest(unique("profile"))).body("[0].statusCode", equalTo(201));
        delete("/deviceprofile/name/{n}", name).statusCode(200);
    }

    @Test
    void strict_deletes_forbid_to_delete_profiles_and_parts_of_them_423() {
        String name = profile();
        set(STRICT_DELETES, "true");

        delete("/deviceprofile/name/{n}", name).statusCode(423).body("statusCode", equalTo(423));
        delete("/deviceprofile/name/{n}", "none").statusCode(423);
        delete("/deviceprofile/name/{p}/resource/{r}", name, "current").statusCode(423);
        delete("/deviceprofile/name/{p}/deviceCommand/{c}", name, "control").statusCode(423);
        put("/deviceprofile", profileRequest(name)).body("[0].statusCode", equalTo(200));

        set(STRICT_DELETES, "false");
        delete("/deviceprofile/name/{n}", name).statusCode(200);
    }

    @Test
    void while_units_are_validated_one_that_is_not_in_the_list_is_400_in_its_item() {
        String name = profile();
        set(VALIDATION, "true");

        post("/deviceprofile", withUnits(unique("profile"), "furlong"))
                .statusCode(207)
                .body("[0].statusCode", equalTo(400))
                .body("[0].message", containsString("furlong"));
        put("/deviceprofile", withUnits(name, "furlong")).body("[0].statusCode", equalTo(400));
        post("/deviceprofile/resource", resource(name, "furlong"))
                .statusCode(207)
                .body("[0].statusCode", equalTo(400));
        given().multiPart(
                        "file",
                        "p.yaml",
                        "name: p\ndeviceResources: [{name: r, properties: {valueType: Int8, readWrite: R, units: furlong}}]"
                                .getBytes())
                .post("/api/v3/deviceprofile/uploadfile")
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "°C", "kWh", ""})
    void while_units_are_validated_those_in_the_list_and_none_at_all_are_allowed(String units) {
        String name = profile();
        set(VALIDATION, "true");

        post("/deviceprofile", withUnits(unique("profile"), units)).body("[0].statusCode", equalTo(201));
        put("/deviceprofile", withUnits(name, units)).body("[0].statusCode", equalTo(200));
        post("/deviceprofile/resource", resource(name, units)).body("[0].statusCode", equalTo(201));
    }

    @Test
    void by_default_any_unit_is_allowed() {
        post("/deviceprofile", withUnits(unique("profile"), "furlong")).body("[0].statusCode", equalTo(201));
    }

    @Test
    void a_switch_is_true_or_false_and_stays_as_it_was_when_it_is_neither() {
        assertThatThrownBy(() -> set(STRICT_DELETES, "yes"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("true or false");
        delete("/deviceprofile/name/{n}", profile()).statusCode(200);
    }

    private void set(String path, String value) {
        live.set("core-metadata", path, value);
    }

    private static String withUnits(String name, String units) {
        return profileRequest(
                name,
                "{\"name\":\"r\",\"properties\":{\"valueType\":\"Int8\",\"readWrite\":\"R\",\"units\":\"" + units
                        + "\"}}",
                "");
    }

    private static String resource(String profile, String units) {
        return "[{\"apiVersion\":\"v3\",\"profileName\":\"" + profile + "\",\"resource\":{\"name\":\"" + unique("r")
                + "\",\"properties\":{\"valueType\":\"Int8\",\"readWrite\":\"R\",\"units\":\"" + units + "\"}}}]";
    }
}

package io.hearth.command;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.hearth.runtime.live.LiveConfig;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be asked of devices. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
class CommandListTest {
    @Inject
    LiveConfig live;

    @AfterEach
    void as_it_was_started() {
        live.set("core-command", "Service/MaxResultCount", "1024");
    }

    @Test
    void the_commands_of_a_device_are_its_profile_s_commands_and_resources_that_are_not_hidden() {
        given().get("/api/v3/device/name/one")
                .then()
                .statusCode(200)
                .body("deviceCoreCommand.deviceName", equalTo("one"))
                .body("deviceCoreCommand.profileName", equalTo("boiler"))
                .body("deviceCoreCommand.coreCommands.name", containsInAnyOrder("control", "target", "current", "mode"))
                .body("deviceCoreCommand.coreCommands.find { it.name == 'control' }.set", equalTo(true))
                .body("deviceCoreCommand.coreCommands.find { it.name == 'control' }.get", nullValue())
                .body(
                        "deviceCoreCommand.coreCommands.find { it.name == 'control' }.path",
                        equalTo("/api/v3/device/name/one/control"))
                .body(
                        "deviceCoreCommand.coreCommands.find { it.name == 'control' }.url",
                        equalTo("http://localhost:59882"))
                .body(
                        "deviceCoreCommand.coreCommands.find { it.name == 'control' }.parameters.resourceName",
                        equalTo(List.of("mode", "target")))
                .body("deviceCoreCommand.coreCommands.find { it.name == 'target' }.set", nullValue());
    }

    @Test
    void devices_without_a_profile_are_left_out_of_the_list_yet_counted() {
        given().get("/api/v3/device/all")
                .then()
                .statusCode(200)
                .body("totalCount", equalTo(3))
                .body("deviceCoreCommands.deviceName", containsInAnyOrder("one", "three"))
                .body("deviceCoreCommands", hasSize(2));
    }

    @Test
    void a_list_is_as_long_as_the_service_s_own_max_result_count_allows_which_can_change_while_it_runs() {
        given().get("/api/v3/device/all?limit=3").then().statusCode(200);

        live.set("core-command", "Service/MaxResultCount", "1");

        given().get("/api/v3/device/all?limit=2")
                .then()
                .statusCode(400)
                .body("message", containsString("limit is '2', allowed is a whole number from -1 to 1"));
        given().get("/api/v3/device/all?limit=-1")
                .then()
                .statusCode(200)
                .body("totalCount", equalTo(3))
                .body("deviceCoreCommands.deviceName", equalTo(List.of("one")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=many", "limit=-2", "offset=-1", "offset=1.5"})
    void a_page_that_is_none_is_400(String query) {
        given().get("/api/v3/device/all?" + query)
                .then()
                .statusCode(400)
                .body("message", containsString(query.split("=")[0]));
    }

    @Test
    void a_page_that_core_metadata_refuses_is_refused_alike() {
        given().get("/api/v3/device/all?offset=99").then().statusCode(416).body("statusCode", equalTo(416));
    }
}

package io.hearth.metadata.service;

import static io.hearth.metadata.Given.delete;
import static io.hearth.metadata.Given.device;
import static io.hearth.metadata.Given.get;
import static io.hearth.metadata.Given.patch;
import static io.hearth.metadata.Given.post;
import static io.hearth.metadata.Given.profile;
import static io.hearth.metadata.Given.service;
import static io.hearth.metadata.Given.serviceRequest;
import static io.hearth.metadata.Given.unique;
import static io.hearth.metadata.Given.watcher;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesRegex;

import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class DeviceServiceRoutesTest {
    @Test
    void a_service_added_is_answered_201_with_its_id_and_can_be_read() {
        String name = unique("service");

        post("/deviceservice", serviceRequest(name))
                .statusCode(207)
                .body("[0].statusCode", equalTo(201))
                .body("[0].id", matchesRegex("[0-9a-f-]{36}"));

        get("/deviceservice/name/{n}", name)
                .statusCode(200)
                .body("service.name", equalTo(name))
                .body("service.baseAddress", equalTo("http://localhost:59982"));
    }

    @Test
    void a_name_in_use_is_409_in_its_item() {
        post("/deviceservice", serviceRequest(service())).statusCode(207).body("[0].statusCode", equalTo(409));
    }

    @Test
    void a_base_address_that_is_none_is_400() {
        post("/deviceservice", serviceRequest(unique("service")).replace("http://localhost:59982", "not an address"))
                .statusCode(400);
    }

    @Test
    void a_patch_with_a_null_id_changes_what_it_names() {
        String name = service();

        patch(
                        "/deviceservice",
                        "[{\"apiVersion\":\"v3\",\"service\":{\"id\":null,\"name\":\"%s\",\"adminState\":\"LOCKED\"}}]"
                                .formatted(name))
                .statusCode(207)
                .body("[0].statusCode", equalTo(200));

        get("/deviceservice/name/{n}", name)
                .body("service.adminState", equalTo("LOCKED"))
                .body("service.baseAddress", equalTo("http://localhost:59982"));
    }

    @Test
    void a_patch_of_a_service_that_is_not_there_is_404_in_its_item() {
        patch("/deviceservice", "[{\"apiVersion\":\"v3\",\"service\":{\"name\":\"nobody\"}}]")
                .statusCode(207)
                .body("[0].statusCode", equalTo(404));
    }

    @Test
    void a_list_of_nothing_is_207_with_null() {
        assertThat(post("/deviceservice", "null").statusCode(207).extract().asString())
                .isEqualTo("null");
        assertThat(patch("/deviceservice", "[]").statusCode(207).extract().asString())
                .isEqualTo("null");
    }

    @Test
    void a_service_that_is_not_there_is_404() {
        get("/deviceservice/name/{n}", "nobody").statusCode(404).body("statusCode", equalTo(404));
        delete("/deviceservice/name/{n}", "nobody").statusCode(404);
    }

    @Test
    void a_service_in_use_by_a_device_cannot_be_deleted() {
        String name = service();
        String device = device(name, profile());

        delete("/deviceservice/name/{n}", name).statusCode(409);

        delete("/device/name/{n}", device);
        delete("/deviceservice/name/{n}", name).statusCode(200);
    }

    @Test
    void all_lists_services_and_labels_narrow_the_list() {
        String name = service();

        get("/deviceservice/all?limit=-1").statusCode(200).body("services.name", hasItem(name));
        get("/deviceservice/all?labels=" + name + "-label")
                .body("totalCount", equalTo(1))
                .body("services.name", contains(name));
    }

    @Test
    void a_service_in_use_by_a_provision_watcher_cannot_be_deleted() {
        String name = service();
        String watcher = watcher(name, "");

        delete("/deviceservice/name/{n}", name)
                .statusCode(409)
                .body("statusCode", equalTo(409))
                .body("message", containsString("provision watcher"));

        delete("/provisionwatcher/name/{n}", watcher);
        delete("/deviceservice/name/{n}", name).statusCode(200);
    }

    @Test
    void each_of_a_list_has_its_own_status_in_the_order_of_the_list() {
        String there = service();
        String one = unique("service");
        String body = serviceRequest(one) + serviceRequest(there) + serviceRequest(one);

        post("/deviceservice", body.replace("][", ",")).statusCode(207).body("statusCode", contains(201, 409, 409));
    }

    @Test
    void one_bad_service_of_a_list_is_400_for_all_and_nothing_is_added() {
        String good = unique("service");
        String body = serviceRequest(good) + serviceRequest("bad").replace("UNLOCKED", "OPEN");

        post("/deviceservice", body.replace("][", ",")).statusCode(400).body("statusCode", equalTo(400));
        get("/deviceservice/name/{n}", good).statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\\ud800\"", "\" \"", "\"\"", "null"})
    void a_name_that_is_none_is_400_and_the_field_is_named(String name) {
        post("/deviceservice", serviceRequest("x").replace("\"name\":\"x\"", "\"name\":" + name))
                .statusCode(400)
                .body("message", containsString("service.name"));
    }

    @Test
    void fields_are_taken_in_any_letter_case_unknown_ones_ignored_and_a_null_label_is_empty() {
        String name = unique("service");

        post("/deviceservice", """
                        [{"apiversion":"v3","SERVICE":{"Name":"%s","BASEADDRESS":"http://h:1","adminstate":"LOCKED","x":1,
                          "labels":["l",null]}}]""".formatted(name)).body("[0].statusCode", equalTo(201));

        get("/deviceservice/name/{n}", name)
                .body("service.adminState", equalTo("LOCKED"))
                .body("service.labels", contains("l", ""));
    }

    @Test
    void id_and_name_of_different_services_are_400_in_the_item_and_neither_is_400_as_a_whole() {
        String name = service();
        String other = get("/deviceservice/name/{n}", service()).extract().path("service.id");

        patch(
                        "/deviceservice",
                        "[{\"apiVersion\":\"v3\",\"service\":{\"id\":\"%s\",\"name\":\"%s\"}}]".formatted(other, name))
                .statusCode(207)
                .body("[0].statusCode", equalTo(400));
        patch("/deviceservice", "[{\"apiVersion\":\"v3\",\"service\":{\"adminState\":\"LOCKED\"}}]")
                .statusCode(400);
        patch("/deviceservice", "[{\"apiVersion\":\"v3\",\"service\":{\"name\":\"\"}}]")
                .statusCode(400);
    }
}

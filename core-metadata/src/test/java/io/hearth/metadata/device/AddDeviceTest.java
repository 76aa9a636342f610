package io.hearth.metadata.device;

import static io.hearth.metadata.Given.addDevices;
import static io.hearth.metadata.Given.autoEvent;
import static io.hearth.metadata.Given.changeDevices;
import static io.hearth.metadata.Given.delete;
import static io.hearth.metadata.Given.device;
import static io.hearth.metadata.Given.deviceRequest;
import static io.hearth.metadata.Given.get;
import static io.hearth.metadata.Given.profile;
import static io.hearth.metadata.Given.service;
import static io.hearth.metadata.Given.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class AddDeviceTest {
    private static final String UUID_TEXT = "[0-9a-f-]{36}";

    private String service;
    private String profile;

    @BeforeEach
    void someone_to_belong_to() {
        service = service();
        profile = profile();
    }

    @Test
    void a_device_added_is_answered_201_with_its_id_and_can_be_read() {
        String name = unique("boiler");

        addDevices(deviceRequest(name, service, profile))
                .statusCode(207)
                .contentType(equalTo("application/json"))
                .body("[0].statusCode", equalTo(201))
                .body("[0].id", matchesRegex(UUID_TEXT));

        get("/device/name/{n}", name)
                .statusCode(200)
                .body("apiVersion", equalTo("v3"))
                .body("device.name", equalTo(name))
                .body("device.serviceName", equalTo(service))
                .body("device.created", greaterThan(0L));
    }

    @Test
    void the_request_id_comes_back_with_the_answer() {
        String id = "6b3f0d1e-7a5e-4a3c-9d5b-0a1b2c3d4e5f";
        String request = deviceRequest(unique("boiler"), service, profile)
                .replace("\"apiVersion\":\"v3\",", "\"apiVersion\":\"v3\",\"requestId\":\"" + id + "\",");

        addDevices(request).body("[0].requestId", equalTo(id));
    }

    @Test
    void a_name_in_use_is_409_in_its_item_and_the_others_are_added() {
        String taken = device(service, profile);
        String free = unique("boiler");
        String both = deviceRequest(taken, service, profile).replaceFirst("]\\s*$", ",")
                + deviceRequest(free, service, profile).substring(1);

        addDevices(both)
                .statusCode(207)
                .body("[0].statusCode", equalTo(409))
                .body("[0].id", nullValue())
                .body("[1].statusCode", equalTo(201));

        get("/device/name/{n}", free).statusCode(200);
    }

    @Test
    void the_same_name_twice_in_one_request_is_added_once() {
        String twice = unique("boiler");
        String both = deviceRequest(twice, service, profile).replaceFirst("]\\s*$", ",")
                + deviceRequest(twice, service, profile).substring(1);

        addDevices(both).body("[0].statusCode", equalTo(201)).body("[1].statusCode", equalTo(409));
    }

    @Test
    void one_item_without_a_name_makes_the_whole_request_400_and_nothing_is_added() {
        String good = unique("boiler");
        String both = deviceRequest(good, service, profile).replaceFirst("]\\s*$", ",")
                + deviceRequest(" ", service, profile).substring(1);

        addDevices(both).statusCode(400).body("statusCode", equalTo(400)).body("message", not(emptyString()));

        get("/device/name/{n}", good).statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]"})
    void a_list_of_nothing_is_207_with_null(String body) {
        assertThat(addDevices(body).statusCode(207).extract().asString()).isEqualTo("null");
        assertThat(changeDevices(body).statusCode(207).extract().asString()).isEqualTo("null");
    }

    @Test
    void request_fields_are_matched_without_case_and_unknown_ones_ignored() {
        String name = unique("boiler");
        String request = deviceRequest(name, service, profile, ",\"tag\":\"x\",\"origin\":5")
                .replace("\"device\":", "\"Device\":")
                .replace("\"serviceName\"", "\"servicename\"");

        addDevices(request).body("[0].statusCode", equalTo(201));

        get("/device/name/{n}", name).body("device.serviceName", equalTo(service));
    }

    @Test
    void an_unknown_service_is_400_in_its_item() {
        addDevices(deviceRequest(unique("boiler"), "nobody", profile))
                .statusCode(207)
                .body("[0].statusCode", equalTo(400))
                .body("[0].message", containsString("nobody"));
    }

    @Test
    void an_unknown_profile_is_400_in_its_item() {
        addDevices(deviceRequest(unique("boiler"), service, "no such profile"))
                .statusCode(207)
                .body("[0].statusCode", equalTo(400));
    }

    @Test
    void a_device_without_a_profile_is_legal() {
        addDevices(deviceRequest(unique("boiler"), service, "")).body("[0].statusCode", equalTo(201));
    }

    @Test
    void a_device_that_is_its_own_parent_is_400() {
        String name = unique("boiler");

        addDevices(deviceRequest(name, service, profile, ",\"parent\":\"" + name + "\""))
                .body("[0].statusCode", equalTo(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"current", "control", "cur.*"})
    void an_auto_event_of_a_resource_or_command_or_a_pattern_of_them_is_taken(String source) {
        addDevices(deviceRequest(unique("boiler"), service, profile, autoEvent(source)))
                .body("[0].statusCode", equalTo(201));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(.*[A-Za-z]){40}!", "humidity", "hum.*", "(", "urren"})
    void an_auto_event_of_something_else_is_400(String source) {
        addDevices(deviceRequest(unique("boiler"), service, profile, autoEvent(source)))
                .body("[0].statusCode", equalTo(400))
                .body("[0].message", containsString(source));
    }

    @Test
    void two_who_add_the_same_name_at_once_get_one_201_and_one_409() throws Exception {
        for (int round = 0; round < 20; round++) {
            String name = unique("boiler");
            Callable<Integer> add = () ->
                    addDevices(deviceRequest(name, service, profile)).extract().path("[0].statusCode");
            try (ExecutorService both = Executors.newFixedThreadPool(2)) {
                List<Future<Integer>> answers = both.invokeAll(List.of(add, add));

                assertThat(List.of(answers.get(0).get(), answers.get(1).get())).containsExactlyInAnyOrder(201, 409);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"거실 온도계", "a/b", "50%", "x+y#z", "$SYS", "?q", "..\\a"})
    void a_name_may_hold_anything_that_is_not_blank(String name) {
        String unique = unique(name);
        addDevices(deviceRequest(unique.replace("\\", "\\\\"), service, profile))
                .body("[0].statusCode", equalTo(201));

        get("/device/name/{n}", unique).statusCode(200).body("device.name", equalTo(unique));
        delete("/device/name/{n}", unique).statusCode(200);
    }

    @Test
    void a_thousand_devices_in_one_request_are_all_added() {
        String many = IntStream.range(0, 1000)
                .mapToObj(i -> deviceRequest("many-" + i + "-" + service, service, profile)
                        .trim())
                .map(list -> list.substring(1, list.length() - 1))
                .collect(Collectors.joining(",", "[", "]"));

        addDevices(many).statusCode(207).body("findAll { it.statusCode == 201 }", hasSize(1000));

        get("/device/service/name/{s}?limit=-1", service)
                .body("totalCount", equalTo(1000))
                .body("devices", hasSize(1000));
    }

    @Test
    void a_body_that_is_not_json_is_400() {
        addDevices("[{").statusCode(400).body("statusCode", equalTo(400));
    }
}

package io.hearth.metadata.device;

import static io.hearth.metadata.Given.delete;
import static io.hearth.metadata.Given.device;
import static io.hearth.metadata.Given.deviceRequest;
import static io.hearth.metadata.Given.get;
import static io.hearth.metadata.Given.patch;
import static io.hearth.metadata.Given.post;
import static io.hearth.metadata.Given.profile;
import static io.hearth.metadata.Given.service;
import static io.hearth.metadata.Given.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.hearth.metadata.Given;
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
class DeviceRoutesTest {
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

        post("/device", deviceRequest(name, service, profile))
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

        post("/device", request).body("[0].requestId", equalTo(id));
    }

    @Test
    void a_name_in_use_is_409_in_its_item_and_the_others_are_added() {
        String taken = device(service, profile);
        String free = unique("boiler");
        String both = deviceRequest(taken, service, profile).replaceFirst("]\\s*$", ",")
                + deviceRequest(free, service, profile).substring(1);

        post("/device", both)
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

        post("/device", both).body("[0].statusCode", equalTo(201)).body("[1].statusCode", equalTo(409));
    }

    @Test
    void one_item_without_a_name_makes_the_whole_request_400_and_nothing_is_added() {
        String good = unique("boiler");
        String both = deviceRequest(good, service, profile).replaceFirst("]\\s*$", ",")
                + deviceRequest(" ", service, profile).substring(1);

        post("/device", both).statusCode(400).body("statusCode", equalTo(400)).body("message", not(emptyString()));

        get("/device/name/{n}", good).statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]"})
    void a_list_of_nothing_is_207_with_null(String body) {
        assertThat(post("/device", body).statusCode(207).extract().asString()).isEqualTo("null");
        assertThat(patch("/device", body).statusCode(207).extract().asString()).isEqualTo("null");
    }

    @Test
    void request_fields_are_matched_without_case_and_unknown_ones_ignored() {
        String name = unique("boiler");
        String request = deviceRequest(name, service, profile, ",\"tag\":\"x\",\"origin\":5")
                .replace("\"device\":", "\"Device\":")
                .replace("\"serviceName\"", "\"servicename\"");

        post("/device", request).body("[0].statusCode", equalTo(201));

        get("/device/name/{n}", name).body("device.serviceName", equalTo(service));
    }

    @Test
    void an_unknown_service_is_400_in_its_item() {
        post("/device", deviceRequest(unique("boiler"), "nobody", profile))
                .statusCode(207)
                .body("[0].statusCode", equalTo(400))
                .body("[0].message", containsString("nobody"));
    }

    @Test
    void an_unknown_profile_is_400_in_its_item() {
        post("/device", deviceRequest(unique("boiler"), service, "no such profile"))
                .statusCode(207)
                .body("[0].statusCode", equalTo(400));
    }

    @Test
    void a_device_without_a_profile_is_legal() {
        post("/device", deviceRequest(unique("boiler"), service, "")).body("[0].statusCode", equalTo(201));
    }

    @Test
    void a_device_that_is_its_own_parent_is_400() {
        String name = unique("boiler");

        post("/device", deviceRequest(name, service, profile, ",\"parent\":\"" + name + "\""))
                .body("[0].statusCode", equalTo(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"current", "control", "cur.*"})
    void an_auto_event_of_a_resource_or_command_or_a_pattern_of_them_is_taken(String source) {
        post("/device", deviceRequest(unique("boiler"), service, profile, autoEvent(source)))
                .body("[0].statusCode", equalTo(201));
    }

    @ParameterizedTest
    @ValueSource(strings = {"humidity", "hum.*", "(", "urren"})
    void an_auto_event_of_something_else_is_400(String source) {
        post("/device", deviceRequest(unique("boiler"), service, profile, autoEvent(source)))
                .body("[0].statusCode", equalTo(400))
                .body("[0].message", containsString(source));
    }

    @Test
    void force_replaces_a_device_that_is_there_and_keeps_its_id() {
        String name = device(service, profile);
        String id = get("/device/name/{n}", name).extract().path("device.id");

        post("/device?force=true", deviceRequest(name, service, profile, ",\"description\":\"anew\""))
                .body("[0].statusCode", equalTo(201))
                .body("[0].id", equalTo(id));

        get("/device/name/{n}", name)
                .body("device.description", equalTo("anew"))
                .body("device.id", equalTo(id));
    }

    @Test
    void two_who_add_the_same_name_at_once_get_one_201_and_one_409() throws Exception {
        for (int round = 0; round < 20; round++) {
            String name = unique("boiler");
            Callable<Integer> add = () -> post("/device", deviceRequest(name, service, profile))
                    .extract()
                    .path("[0].statusCode");
            try (ExecutorService both = Executors.newFixedThreadPool(2)) {
                List<Future<Integer>> answers = both.invokeAll(List.of(add, add));

                assertThat(List.of(answers.get(0).get(), answers.get(1).get())).containsExactlyInAnyOrder(201, 409);
            }
        }
    }

    @Test
    void changes_of_one_device_by_many_at_once_are_all_kept() throws Exception {
        String name = device(service, profile);
        List<Callable<Integer>> changes = List.of(
                () -> patched(name, "\"description\":\"warm\""),
                () -> patched(name, "\"operatingState\":\"DOWN\""),
                () -> patched(name, "\"adminState\":\"LOCKED\""),
                () -> patched(name, "\"labels\":[\"a\"]"));
        try (ExecutorService all = Executors.newFixedThreadPool(4)) {
            for (Future<Integer> change : all.invokeAll(changes)) {
                assertThat(change.get()).isEqualTo(200);
            }
        }

        get("/device/name/{n}", name)
                .body("device.description", equalTo("warm"))
                .body("device.operatingState", equalTo("DOWN"))
                .body("device.adminState", equalTo("LOCKED"))
                .body("device.labels", contains("a"));
    }

    @Test
    void a_patch_changes_only_what_it_names() {
        String name = device(service, profile);

        patch(
                        "/device",
                        "[{\"apiVersion\":\"v3\",\"device\":{\"id\":null,\"name\":\"%s\",\"operatingState\":\"DOWN\"}}]"
                                .formatted(name))
                .statusCode(207)
                .body("[0].statusCode", equalTo(200));

        get("/device/name/{n}", name)
                .body("device.operatingState", equalTo("DOWN"))
                .body("device.adminState", equalTo("UNLOCKED"))
                .body("device.profileName", equalTo(profile));
    }

    @Test
    void a_patch_finds_its_device_by_id() {
        String name = device(service, profile);
        String id = get("/device/name/{n}", name).extract().path("device.id");

        patch("/device", "[{\"apiVersion\":\"v3\",\"device\":{\"id\":\"%s\",\"description\":\"x\"}}]".formatted(id))
                .body("[0].statusCode", equalTo(200));

        get("/device/name/{n}", name).body("device.description", equalTo("x"));
    }

    @Test
    void a_patch_with_id_and_name_of_different_devices_is_400_in_its_item() {
        String id = get("/device/name/{n}", device(service, profile)).extract().path("device.id");

        patch(
                        "/device",
                        "[{\"apiVersion\":\"v3\",\"device\":{\"id\":\"%s\",\"name\":\"%s\"}}]"
                                .formatted(id, device(service, profile)))
                .statusCode(207)
                .body("[0].statusCode", equalTo(400));
    }

    @Test
    void a_patch_of_a_device_that_is_not_there_is_404_in_its_item() {
        patch("/device", "[{\"apiVersion\":\"v3\",\"device\":{\"name\":\"nobody\"}}]")
                .statusCode(207)
                .body("[0].statusCode", equalTo(404));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"\"}", "{\"description\":\"x\"}"})
    void a_patch_with_an_empty_name_or_neither_id_nor_name_is_400_whole(String device) {
        patch("/device", "[{\"apiVersion\":\"v3\",\"device\":" + device + "}]")
                .statusCode(400)
                .body("statusCode", equalTo(400));
    }

    @Test
    void a_patch_to_an_unknown_service_or_profile_is_400_in_its_item() {
        String name = device(service, profile);

        assertThat(patched(name, "\"serviceName\":\"nobody\"")).isEqualTo(400);
        assertThat(patched(name, "\"profileName\":\"nothing\"")).isEqualTo(400);
    }

    @Test
    void a_patch_of_the_profile_drops_auto_events_that_no_longer_fit() {
        String name = unique("boiler");
        post("/device", deviceRequest(name, service, profile, autoEvent("current")));
        String other = unique("profile");
        post("/deviceprofile", Given.profileRequest(other, "", ""));

        assertThat(patched(name, "\"profileName\":\"" + other + "\"")).isEqualTo(200);

        get("/device/name/{n}", name).body("device.autoEvents", nullValue());
    }

    @Test
    void a_patch_with_an_auto_event_that_does_not_fit_is_400_in_its_item() {
        String name = device(service, profile);

        assertThat(patched(name, autoEvent("humidity").substring(1))).isEqualTo(400);
    }

    @Test
    void a_device_deleted_is_gone_from_every_list() {
        String name = device(service, profile);

        delete("/device/name/{n}", name).statusCode(200).body("statusCode", equalTo(200));

        get("/device/name/{n}", name).statusCode(404).body("statusCode", equalTo(404));
        get("/device/service/name/{s}", service).body("totalCount", equalTo(0));
        get("/device/profile/name/{p}", profile).body("totalCount", equalTo(0));
    }

    @Test
    void deleting_a_device_that_is_not_there_is_404() {
        delete("/device/name/{n}", "nobody").statusCode(404);
    }

    @Test
    void deleting_a_device_that_has_children_is_409() {
        String parent = device(service, profile);
        String child = unique("child");
        post("/device", deviceRequest(child, service, profile, ",\"parent\":\"" + parent + "\""));

        delete("/device/name/{n}", parent).statusCode(409);

        delete("/device/name/{n}", child).statusCode(200);
        delete("/device/name/{n}", parent).statusCode(200);
    }

    @Test
    void check_answers_200_for_a_device_that_is_there_and_404_else() {
        get("/device/check/name/{n}", device(service, profile)).statusCode(200).body("statusCode", equalTo(200));
        get("/device/check/name/{n}", "nobody").statusCode(404).body("statusCode", equalTo(404));
    }

    @Test
    void a_list_is_paged_in_the_order_of_creation_and_tells_the_total() {
        List<String> names =
                IntStream.range(0, 5).mapToObj(i -> device(service, profile)).toList();

        get("/device/service/name/{s}?offset=1&limit=2", service)
                .statusCode(200)
                .body("totalCount", equalTo(5))
                .body("devices.name", equalTo(names.subList(1, 3)));
        get("/device/service/name/{s}?limit=-1", service).body("devices.name", equalTo(names));
        get("/device/service/name/{s}?offset=5", service).statusCode(200).body("devices", hasSize(0));
        get("/device/service/name/{s}?offset=6", service).statusCode(416).body("statusCode", equalTo(416));
        get("/device/service/name/{s}?offset=6&limit=0", service)
                .statusCode(200)
                .body("totalCount", equalTo(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"offset=-1", "offset=x", "limit=-2", "limit=1025", "limit=x", "offset=2147483648"})
    void paging_that_is_not_a_number_in_range_is_400(String query) {
        get("/device/all?" + query).statusCode(400).body("statusCode", equalTo(400));
    }

    @Test
    void a_list_of_an_unknown_service_or_profile_is_empty() {
        get("/device/service/name/{s}?offset=0&limit=-1", "nobody")
                .statusCode(200)
                .body("totalCount", equalTo(0))
                .body("devices", hasSize(0));
        get("/device/profile/name/{p}", "nothing").statusCode(200).body("devices", hasSize(0));
    }

    @Test
    void a_list_by_labels_holds_what_has_all_of_them() {
        String both = unique("boiler");
        String one = unique("a");
        String two = unique("b");
        post("/device", deviceRequest(both, service, profile, ",\"labels\":[\"" + one + "\",\"" + two + "\"]"));
        post("/device", deviceRequest(unique("boiler"), service, profile, ",\"labels\":[\"" + one + "\"]"));

        get("/device/all?labels=" + one + "," + two)
                .body("totalCount", equalTo(1))
                .body("devices[0].name", equalTo(both));
        get("/device/all?labels=" + one).body("totalCount", equalTo(2));
    }

    @Test
    void a_device_that_moves_to_another_service_is_listed_there_and_no_longer_here() {
        String name = device(service, profile);
        String other = service();

        assertThat(patched(name, "\"serviceName\":\"" + other + "\"")).isEqualTo(200);

        get("/device/service/name/{s}", service).body("totalCount", equalTo(0));
        get("/device/service/name/{s}", other).body("devices.name", contains(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"거실 온도계", "a/b", "50%", "x+y#z", "$SYS", "?q", "..\\a"})
    void a_name_may_hold_anything_that_is_not_blank(String name) {
        String unique = unique(name);
        post("/device", deviceRequest(unique.replace("\\", "\\\\"), service, profile))
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

        post("/device", many).statusCode(207).body("findAll { it.statusCode == 201 }", hasSize(1000));

        get("/device/service/name/{s}?limit=-1", service)
                .body("totalCount", equalTo(1000))
                .body("devices", hasSize(1000));
    }

    @Test
    void a_body_that_is_not_json_is_400() {
        post("/device", "[{").statusCode(400).body("statusCode", equalTo(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"descendantsOf=x", "maxLevels=1"})
    void what_is_not_there_yet_is_refused_by_name(String query) {
        get("/device/all?" + query).statusCode(501).body("message", containsString(query.split("=")[0]));
    }

    private static int patched(String name, String fields) {
        return patch("/device", "[{\"apiVersion\":\"v3\",\"device\":{\"name\":\"" + name + "\"," + fields + "}}]")
                .extract()
                .path("[0].statusCode");
    }

    private static String autoEvent(String source) {
        return ",\"autoEvents\":[{\"interval\":\"10s\",\"sourceName\":\"" + source + "\"}]";
    }
}

package io.hearth.metadata.device;

import static io.hearth.metadata.Given.addDevices;
import static io.hearth.metadata.Given.device;
import static io.hearth.metadata.Given.deviceRequest;
import static io.hearth.metadata.Given.get;
import static io.hearth.metadata.Given.profile;
import static io.hearth.metadata.Given.service;
import static io.hearth.metadata.Given.unique;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.hearth.metadata.Given;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class DeviceListTest {
    private String service;
    private String profile;

    @BeforeEach
    void someone_to_belong_to() {
        service = service();
        profile = profile();
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
        addDevices(deviceRequest(both, service, profile, ",\"labels\":[\"" + one + "\",\"" + two + "\"]"));
        addDevices(deviceRequest(unique("boiler"), service, profile, ",\"labels\":[\"" + one + "\"]"));

        get("/device/all?labels=" + one + "," + two)
                .body("totalCount", equalTo(1))
                .body("devices[0].name", equalTo(both));
        get("/device/all?labels=" + one).body("totalCount", equalTo(2));
    }

    @Test
    void a_device_is_found_by_its_id_in_every_form_that_go_takes() {
        String name = device(service, profile);
        String id = get("/device/name/{n}", name).extract().path("device.id");

        get("/device/id/{id}", id).statusCode(200).body("device.name", equalTo(name));
        get("/device/id/{id}", id.toUpperCase(Locale.ROOT)).statusCode(200).body("device.name", equalTo(name));
        get("/device/id/{id}", "urn:uuid:" + id).statusCode(200).body("device.name", equalTo(name));
        get("/device/id/{id}", id.replace("-", "")).statusCode(200).body("device.name", equalTo(name));
    }

    @Test
    void an_id_of_no_device_is_404_and_one_that_is_no_uuid_400() {
        get("/device/id/{id}", UUID.randomUUID().toString()).statusCode(404).body("statusCode", equalTo(404));
        get("/device/id/{id}", "boiler").statusCode(400).body("message", containsString("boiler"));
    }

    @Test
    void the_descendants_of_a_device_are_its_children_and_theirs_in_the_order_of_creation() {
        String house = device(service, profile);
        String floor = child(house, "");
        String room = child(floor, "");
        String cellar = child(house, "");
        device(service, profile);

        get("/device/all?descendantsOf=" + house)
                .statusCode(200)
                .body("totalCount", equalTo(3))
                .body("devices.name", contains(floor, room, cellar));
    }

    @Test
    void max_levels_says_how_far_down_and_0_is_all_the_way() {
        String house = device(service, profile);
        String floor = child(house, "");
        String room = child(floor, "");

        get("/device/all?maxLevels=1&descendantsOf=" + house).body("devices.name", contains(floor));
        get("/device/all?maxLevels=2&descendantsOf=" + house).body("devices.name", contains(floor, room));
        get("/device/all?maxLevels=0&descendantsOf=" + house).body("devices.name", contains(floor, room));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "2147483648"})
    void max_levels_that_are_no_number_of_levels_are_400(String levels) {
        get("/device/all?descendantsOf=x&maxLevels=" + levels)
                .statusCode(400)
                .body("message", containsString("maxLevels"));
    }

    @Test
    void descendants_are_paged_like_every_list() {
        String house = device(service, profile);
        List<String> children =
                IntStream.range(0, 5).mapToObj(i -> child(house, "")).toList();
        String below = "/device/all?descendantsOf=" + house;

        get(below + "&offset=1&limit=2")
                .body("totalCount", equalTo(5))
                .body("devices.name", equalTo(children.subList(1, 3)));
        get(below + "&offset=5").statusCode(200).body("devices", hasSize(0));
        get(below + "&offset=6").statusCode(416);
        get(below + "&limit=0").body("totalCount", equalTo(5)).body("devices", hasSize(0));
    }

    @Test
    void what_is_below_a_device_that_lacks_the_labels_is_not_looked_for() {
        String house = device(service, profile);
        String labelled = child(house, ",\"labels\":[\"a\",\"b\"]");
        child(labelled, ",\"labels\":[\"a\"]");
        String other = child(house, "");
        child(other, ",\"labels\":[\"a\",\"b\"]");

        get("/device/all?labels=a,b&descendantsOf=" + house).body("devices.name", contains(labelled));
    }

    @Test
    void a_device_without_children_and_one_that_is_not_there_have_no_descendants() {
        get("/device/all?descendantsOf=" + device(service, profile))
                .statusCode(200)
                .body("totalCount", equalTo(0))
                .body("devices", hasSize(0));
        get("/device/all?descendantsOf=nobody").statusCode(200).body("totalCount", equalTo(0));
    }

    @Test
    void devices_that_are_each_others_parents_are_each_others_descendants() {
        String one = device(service, profile);
        String two = child(one, "");
        Given.changed(one, "\"parent\":\"" + two + "\"");

        get("/device/all?descendantsOf=" + one).body("devices.name", contains(two));
        get("/device/all?descendantsOf=" + two).body("devices.name", contains(one));
    }

    private String child(String parent, String more) {
        String name = unique("child");
        addDevices(deviceRequest(name, service, profile, ",\"parent\":\"" + parent + "\"" + more));
        return name;
    }
}

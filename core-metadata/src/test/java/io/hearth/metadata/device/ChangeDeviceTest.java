package io.hearth.metadata.device;

import static io.hearth.metadata.Given.addDevices;
import static io.hearth.metadata.Given.autoEvent;
import static io.hearth.metadata.Given.changeDevices;
import static io.hearth.metadata.Given.changed;
import static io.hearth.metadata.Given.device;
import static io.hearth.metadata.Given.deviceRequest;
import static io.hearth.metadata.Given.get;
import static io.hearth.metadata.Given.post;
import static io.hearth.metadata.Given.profile;
import static io.hearth.metadata.Given.service;
import static io.hearth.metadata.Given.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class ChangeDeviceTest {
    private String service;
    private String profile;

    @BeforeEach
    void someone_to_belong_to() {
        service = service();
        profile = profile();
    }

    @Test
    void changes_of_one_device_by_many_at_once_are_all_kept() throws Exception {
        String name = device(service, profile);
        List<Callable<Integer>> changes = List.of(
                () -> changed(name, "\"description\":\"warm\""),
                () -> changed(name, "\"operatingState\":\"DOWN\""),
                () -> changed(name, "\"adminState\":\"LOCKED\""),
                () -> changed(name, "\"labels\":[\"a\"]"));
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

        changeDevices("[{\"apiVersion\":\"v3\",\"device\":{\"id\":null,\"name\":\"%s\",\"operatingState\":\"DOWN\"}}]"
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

        changeDevices("[{\"apiVersion\":\"v3\",\"device\":{\"id\":\"%s\",\"description\":\"x\"}}]".formatted(id))
                .body("[0].statusCode", equalTo(200));

        get("/device/name/{n}", name).body("device.description", equalTo("x"));
    }

    @Test
    void a_patch_with_id_and_name_of_different_devices_is_400_in_its_item() {
        String id = get("/device/name/{n}", device(service, profile)).extract().path("device.id");

        changeDevices("[{\"apiVersion\":\"v3\",\"device\":{\"id\":\"%s\",\"name\":\"%s\"}}]"
                        .formatted(id, device(service, profile)))
                .statusCode(207)
                .body("[0].statusCode", equalTo(400));
    }

    @Test
    void a_patch_of_a_device_that_is_not_there_is_404_in_its_item() {
        changeDevices("[{\"apiVersion\":\"v3\",\"device\":{\"name\":\"nobody\"}}]")
                .statusCode(207)
                .body("[0].statusCode", equalTo(404));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"\"}", "{\"description\":\"x\"}"})
    void a_patch_with_an_empty_name_or_neither_id_nor_name_is_400_whole(String device) {
        changeDevices("[{\"apiVersion\":\"v3\",\"device\":" + device + "}]")
                .statusCode(400)
                .body("statusCode", equalTo(400));
    }

    @Test
    void a_patch_to_an_unknown_service_or_profile_is_400_in_its_item() {
        String name = device(service, profile);

        assertThat(changed(name, "\"serviceName\":\"nobody\"")).isEqualTo(400);
        assertThat(changed(name, "\"profileName\":\"nothing\"")).isEqualTo(400);
    }

    @Test
    void a_patch_of_the_profile_drops_auto_events_that_no_longer_fit() {
        String name = unique("boiler");
        addDevices(deviceRequest(name, service, profile, autoEvent("current")));
        String other = unique("profile");
        post("/deviceprofile", Given.profileRequest(other, "", ""));

        assertThat(changed(name, "\"profileName\":\"" + other + "\"")).isEqualTo(200);

        get("/device/name/{n}", name).body("device.autoEvents", nullValue());
    }

    @Test
    void a_patch_with_an_auto_event_that_does_not_fit_is_400_in_its_item() {
        String name = device(service, profile);

        assertThat(changed(name, autoEvent("humidity").substring(1))).isEqualTo(400);
    }

    @Test
    void a_device_that_moves_to_another_service_is_listed_there_and_no_longer_here() {
        String name = device(service, profile);
        String other = service();

        assertThat(changed(name, "\"serviceName\":\"" + other + "\"")).isEqualTo(200);

        get("/device/service/name/{s}", service).body("totalCount", equalTo(0));
        get("/device/service/name/{s}", other).body("devices.name", contains(name));
    }

    @Test
    void an_unknown_service_comes_before_an_unknown_device_as_in_edgex() {
        assertThat(changed("nobody", "\"serviceName\":\"nobody either\"")).isEqualTo(400);
    }

    @Test
    void a_patch_to_be_its_own_parent_is_400_in_its_item() {
        String name = device(service, profile);

        assertThat(changed(name, "\"parent\":\"" + name + "\"")).isEqualTo(400);
    }

    @Test
    void a_patch_takes_the_profile_away() {
        String name = device(service, profile);

        assertThat(changed(name, "\"profileName\":\"\"")).isEqualTo(200);

        get("/device/name/{n}", name).body("device.profileName", equalTo(""));
        get("/device/profile/name/{p}", profile).body("totalCount", equalTo(0));
    }

    @Test
    void a_patch_moves_the_time_of_change_and_leaves_that_of_creation() {
        String name = device(service, profile);
        Long created = get("/device/name/{n}", name).extract().path("device.created");

        assertThat(changed(name, "\"description\":\"x\"")).isEqualTo(200);

        get("/device/name/{n}", name)
                .body("device.created", equalTo(created))
                .body("device.modified", greaterThanOrEqualTo(created));
    }
}

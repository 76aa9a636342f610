package io.hearth.metadata.device;

import static io.hearth.metadata.Given.addDevices;
import static io.hearth.metadata.Given.changed;
import static io.hearth.metadata.Given.delete;
import static io.hearth.metadata.Given.device;
import static io.hearth.metadata.Given.deviceRequest;
import static io.hearth.metadata.Given.get;
import static io.hearth.metadata.Given.post;
import static io.hearth.metadata.Given.profile;
import static io.hearth.metadata.Given.service;
import static io.hearth.metadata.Given.together;
import static io.hearth.metadata.Given.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;

import io.hearth.metadata.Given;
import io.hearth.runtime.live.LiveConfig;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** EdgeX's Writable.MaxDevices and Writable.MaxResources. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class CapacityTest {
    private static final int RESOURCES_OF_A_PROFILE = 3;
    private static final int NONE_IN_SIGHT = 1_000_000;
    private static final int PAGE = 1000;
    private static final Map<String, Integer> RESOURCES = new HashMap<>();

    @Inject
    LiveConfig live;

    @Inject
    Redis redis;

    private String service;
    private String profile;

    @BeforeEach
    void someone_to_belong_to() {
        service = service();
        profile = profile();
    }

    @AfterEach
    void no_limit() {
        live.set("core-metadata", "Writable/MaxDevices", "0");
        live.set("core-metadata", "Writable/MaxResources", "0");
    }

    @Test
    void a_device_more_than_max_devices_is_400_in_its_item_and_is_not_stored() {
        allowDevices(devices() + 1);
        String first = unique("boiler");
        String second = unique("boiler");

        addDevices(together(deviceRequest(first, service, profile), deviceRequest(second, service, profile)))
                .statusCode(207)
                .body("statusCode", equalTo(List.of(201, 400)))
                .body("[1].message", containsString("MaxDevices"));

        get("/device/name/{n}", second).statusCode(404);
    }

    @Test
    void a_name_in_use_is_409_even_when_there_is_no_room() {
        String taken = device(service, profile);
        allowDevices(devices());

        addDevices(deviceRequest(taken, service, profile)).body("[0].statusCode", equalTo(409));
    }

    @Test
    void a_forced_device_that_is_there_needs_no_room() {
        String there = device(service, profile);
        allowDevices(devices());

        post("/device?force=true", deviceRequest(there, service, profile)).body("[0].statusCode", equalTo(201));
        post("/device?force=true", deviceRequest(unique("new"), service, profile))
                .body("[0].statusCode", equalTo(400));
    }

    @Test
    void resources_beyond_max_resources_are_400_and_only_what_fits_is_added() {
        allowResources(resources() + RESOURCES_OF_A_PROFILE);

        addDevices(together(
                        deviceRequest(unique("a"), service, profile),
                        deviceRequest(unique("b"), service, profile),
                        deviceRequest(unique("c"), service, "")))
                .body("statusCode", equalTo(List.of(201, 400, 201)))
                .body("[1].message", containsString("MaxResources"));
    }

    @Test
    void a_device_that_gets_a_profile_with_more_resources_than_there_is_room_for_is_400() {
        String bare = unique("bare");
        addDevices(deviceRequest(bare, service, ""));
        allowResources(resources() + RESOURCES_OF_A_PROFILE - 1);

        assertThat(changed(bare, "\"profileName\":\"" + profile + "\"")).isEqualTo(400);

        allowResources(resources() + RESOURCES_OF_A_PROFILE);
        assertThat(changed(bare, "\"profileName\":\"" + profile + "\"")).isEqualTo(200);
    }

    @Test
    void what_is_in_use_is_known_after_every_kind_of_change_with_a_limit_and_without() {
        allowResources(NONE_IN_SIGHT);
        String kept = device(service, profile);
        String moved = device(service, profile);
        String gone = device(service, profile);
        changed(moved, "\"profileName\":\"\"");
        delete("/device/name/{n}", gone).statusCode(200);
        allowOneMore();

        allowResources(NONE_IN_SIGHT);
        changed(moved, "\"profileName\":\"" + profile + "\"");
        post("/deviceprofile/resource", """
                [{"apiVersion":"v3","profileName":"%s","resource":{"name":"one-more","properties":{"valueType":"Int8","readWrite":"R"}}}]""".formatted(profile));
        RESOURCES.remove(profile);
        profile = profile();
        allowOneMore();

        allowResources(0);
        delete("/device/name/{n}", kept).statusCode(200);
        device(service, profile);
        allowOneMore();
    }

    /** One device more finds room, and then no other one. */
    private void allowOneMore() {
        allowResources(resources() + RESOURCES_OF_A_PROFILE);
        addDevices(deviceRequest(unique("fits"), service, profile)).body("[0].statusCode", equalTo(201));
        addDevices(deviceRequest(unique("fits-not"), service, profile)).body("[0].statusCode", equalTo(400));
    }

    @Test
    void of_many_who_want_the_last_resources_at_once_as_many_get_them_as_there_are() throws Exception {
        allowResources(resources() + 3 * RESOURCES_OF_A_PROFILE);
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> added = IntStream.range(0, 12)
                    .mapToObj(
                            i -> all.<Integer>submit(() -> addDevices(deviceRequest(unique("boiler"), service, profile))
                                    .extract()
                                    .path("[0].statusCode")))
                    .toList();
            List<Integer> codes = new ArrayList<>();
            for (Future<Integer> one : added) {
                codes.add(one.get());
            }
            assertThat(codes).filteredOn(code -> code == 201).hasSize(3);
            assertThat(codes).filteredOn(code -> code == 400).hasSize(9);
        }
    }

    @Test
    void the_profiles_are_read_once_however_many_devices_are_added_under_a_limit() {
        allowResources(0);
        device(service, profile);
        allowResources(NONE_IN_SIGHT);
        long before = readsOfEverything();

        for (int request = 0; request < 3; request++) {
            addDevices(together(IntStream.range(0, 20)
                            .mapToObj(i -> deviceRequest(unique("boiler"), service, profile))
                            .toArray(String[]::new)))
                    .body("statusCode", everyItem(equalTo(201)));
        }

        assertThat(readsOfEverything() - before).isEqualTo(1);
    }

    /** How often Redis was asked for all documents of a kind since it started. */
    private long readsOfEverything() {
        String statistics = redis.send(Request.cmd(Command.INFO).arg("commandstats"))
                .await()
                .indefinitely()
                .toString();
        Matcher hvals = Pattern.compile("cmdstat_hvals:calls=(\\d+)").matcher(statistics);
        return hvals.find() ? Long.parseLong(hvals.group(1)) : 0;
    }

    @Test
    void a_limit_that_is_no_number_is_refused_and_the_one_before_stays() {
        allowDevices(devices());

        assertThatThrownBy(() -> live.set("core-metadata", "Writable/MaxDevices", "many"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'many' is not allowed");
        assertThatThrownBy(() -> live.set("core-metadata", "Writable/MaxDevices", "-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");

        addDevices(deviceRequest(unique("boiler"), service, profile)).body("[0].statusCode", equalTo(400));
    }

    private void allowDevices(int most) {
        live.set("core-metadata", "Writable/MaxDevices", Integer.toString(most));
    }

    private void allowResources(int most) {
        live.set("core-metadata", "Writable/MaxResources", Integer.toString(most));
    }

    private static int devices() {
        return get("/device/all?limit=0").extract().path("totalCount");
    }

    /** Counted as a client would: the resources of each device's profile. */
    private static int resources() {
        int resources = 0;
        for (int offset = 0; offset < devices(); offset += PAGE) {
            List<String> profiles = Given.get("/device/all?offset=" + offset + "&limit=" + PAGE)
                    .extract()
                    .path("devices.profileName");
            for (String name : profiles) {
                resources += name.isEmpty() ? 0 : RESOURCES.computeIfAbsent(name, CapacityTest::resourcesOf);
            }
        }
        return resources;
    }

    private static int resourcesOf(String profile) {
        return get("/deviceprofile/name/{p}", profile)
                .extract()
                .<List<?>>path("profile.deviceResources")
                .size();
    }
}

package io.hearth.metadata.profile;

import static io.hearth.metadata.Given.device;
import static io.hearth.metadata.Given.get;
import static io.hearth.metadata.Given.post;
import static io.hearth.metadata.Given.profile;
import static io.hearth.metadata.Given.profileRequest;
import static io.hearth.metadata.Given.put;
import static io.hearth.metadata.Given.service;
import static io.hearth.metadata.Given.unique;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.hearth.runtime.live.LiveConfig;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** EdgeX's Writable.MaxResources, when profiles change that devices use. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class ProfileCapacityTest {
    @Inject
    LiveConfig live;

    @AfterEach
    void no_limit() {
        allow(0);
    }

    @Test
    void a_profile_in_use_that_would_have_more_resources_than_there_is_room_for_is_400_in_its_item() {
        String name = profile();
        device(service(), name);
        allow(inUse() + 1);

        put("/deviceprofile", profileRequest(name, resources(5), ""))
                .statusCode(207)
                .body("[0].statusCode", equalTo(400))
                .body("[0].message", containsString("MaxResources"));
        get("/deviceprofile/name/{n}", name).body("profile.deviceResources", hasSize(3));
        put("/deviceprofile", profileRequest(name, resources(4), "")).body("[0].statusCode", equalTo(200));
    }

    @Test
    void a_resource_counts_once_for_every_device_of_its_profile() {
        String name = profile();
        String service = service();
        device(service, name);
        device(service, name);
        allow(inUse() + 3);

        post("/deviceprofile/resource", (resource(name, "a") + resource(name, "b")).replace("][", ","))
                .statusCode(207)
                .body("statusCode", contains(201, 400));
    }

    @Test
    void a_profile_that_no_device_uses_needs_no_room() {
        String name = profile();
        allow(1);

        post("/deviceprofile/resource", resource(name, "a")).body("[0].statusCode", equalTo(201));
        put("/deviceprofile", profileRequest(name, resources(9), "")).body("[0].statusCode", equalTo(200));
        post("/deviceprofile", profileRequest(unique("profile"))).body("[0].statusCode", equalTo(201));
    }

    @Test
    void a_profile_may_shrink_or_stay_as_large_while_there_is_no_room_at_all() {
        String name = profile();
        device(service(), name);
        allow(1);

        put("/deviceprofile", profileRequest(name, resources(3), "")).body("[0].statusCode", equalTo(200));
        put("/deviceprofile", profileRequest(name, resources(1), "")).body("[0].statusCode", equalTo(200));
        put("/deviceprofile", profileRequest(name, resources(2), "")).body("[0].statusCode", equalTo(400));
    }

    private void allow(int most) {
        live.set("core-metadata", "Writable/MaxResources", Integer.toString(most));
    }

    /** Counted as a client would: the resources of each profile, once for each of its devices. */
    private static int inUse() {
        int inUse = 0;
        for (int offset = 0; ; offset += 100) {
            JsonPath page = get("/deviceprofile/all?limit=100&offset=" + offset)
                    .extract()
                    .jsonPath();
            List<Map<String, Object>> profiles = page.getList("profiles");
            for (Map<String, Object> profile : profiles) {
                inUse += (int) profile.get("linkedDeviceCount") * ((List<?>) profile.get("deviceResources")).size();
            }
            if (profiles.size() < 100) {
                return inUse;
            }
        }
    }

    private static String resources(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> "{\"name\":\"r" + i + "\",\"properties\":{\"valueType\":\"Int8\",\"readWrite\":\"R\"}}")
                .collect(Collectors.joining(","));
    }

    private static String resource(String profile, String name) {
        return """
                [{"apiVersion":"v3","profileName":"%s","resource":{"name":"%s","properties":{"valueType":"Int8","readWrite":"R"}}}]""".formatted(profile, name);
    }
}

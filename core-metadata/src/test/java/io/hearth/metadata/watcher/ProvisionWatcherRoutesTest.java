package io.hearth.metadata.watcher;

import static io.hearth.metadata.Given.delete;
import static io.hearth.metadata.Given.get;
import static io.hearth.metadata.Given.patch;
import static io.hearth.metadata.Given.post;
import static io.hearth.metadata.Given.profile;
import static io.hearth.metadata.Given.service;
import static io.hearth.metadata.Given.unique;
import static io.hearth.metadata.Given.watcher;
import static io.hearth.metadata.Given.watcherRequest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;

import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class ProvisionWatcherRoutesTest {
    @ParameterizedTest
    @ValueSource(strings = {"provisionWatcher", "provisionwatcher", "ProvisionWatcher"})
    void a_watcher_added_under_any_spelling_of_its_key_is_answered_201_and_can_be_read(String key) {
        String name = unique("watcher");
        String profile = profile();

        post("/provisionwatcher", watcherRequest(name, "a-service", profile).replace("provisionWatcher", key))
                .statusCode(207)
                .body("[0].statusCode", equalTo(201))
                .body("[0].id", matchesRegex("[0-9a-f-]{36}"));

        get("/provisionwatcher/name/{n}", name)
                .statusCode(200)
                .body("apiVersion", equalTo("v3"))
                .body("provisionWatcher.name", equalTo(name))
                .body("provisionWatcher.serviceName", equalTo("a-service"))
                .body("provisionWatcher.identifiers.Address", equalTo("simple[0-9]+"))
                .body("provisionWatcher.blockingIdentifiers.Port", contains("397"))
                .body("provisionWatcher.adminState", equalTo("UNLOCKED"))
                .body("provisionWatcher.discoveredDevice.profileName", equalTo(profile))
                .body("provisionWatcher.discoveredDevice.adminState", equalTo("LOCKED"))
                .body("provisionWatcher.discoveredDevice.properties.weather", equalTo("fine"))
                .body("provisionWatcher.discoveredDevice.autoEvents[0].interval", equalTo("15s"));
    }

    @Test
    void a_name_in_use_is_409_in_its_item() {
        String name = watcher("a-service", "");

        post("/provisionwatcher", watcherRequest(name, "a-service", ""))
                .statusCode(207)
                .body("[0].statusCode", equalTo(409))
                .body("[0]", not(hasKey("id")));
    }

    @Test
    void a_profile_that_is_not_there_is_404_in_its_item() {
        post("/provisionwatcher", watcherRequest(unique("watcher"), "a-service", "none"))
                .statusCode(207)
                .body("[0].statusCode", equalTo(404))
                .body("[0].message", containsString("none"));
    }

    @Test
    void a_watcher_needs_no_profile_and_its_service_need_not_be_there_yet() {
        String name = watcher(unique("later"), "");

        get("/provisionwatcher/name/{n}", name)
                .statusCode(200)
                .body("provisionWatcher.discoveredDevice", not(hasKey("profileName")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Address\":\"simple[0-9]+\"} | {}",
                "\"simple[0-9]+\" | \"\"",
                "\"Address\" | \"\"",
                "UNLOCKED | OPEN",
                "15s | 15",
                "discoveredDevice | device",
                "serviceName | service",
                "\"a-service\" | \" \"",
                "\"a-service\" | \"\\ud800\"",
                "\"v3\" | \"\""
            })
    void a_watcher_that_breaks_a_rule_is_400_as_a_whole(String what, String with) {
        String good = unique("watcher");
        String body = watcherRequest(good, "a-service", "")
                + watcherRequest(unique("bad"), "a-service", "").replace(what, with);

        post("/provisionwatcher", body.replace("][", ",")).statusCode(400).body("statusCode", equalTo(400));
        get("/provisionwatcher/name/{n}", good).statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]"})
    void a_list_of_nothing_is_207_with_null(String body) {
        assertThat(post("/provisionwatcher", body).statusCode(207).extract().asString())
                .isEqualTo("null");
        assertThat(patch("/provisionwatcher", body).statusCode(207).extract().asString())
                .isEqualTo("null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"provisionWatcher", "provisionwatcher"})
    void a_patch_changes_what_it_names_and_leaves_the_rest(String key) {
        String profile = profile();
        String name = watcher("a-service", profile);

        patch(
                        "/provisionwatcher",
                        update(name, "\"adminState\":\"LOCKED\",\"discoveredDevice\":{\"adminState\":\"UNLOCKED\"}")
                                .replace("provisionWatcher", key))
                .statusCode(207)
                .body("[0].statusCode", equalTo(200));

        get("/provisionwatcher/name/{n}", name)
                .body("provisionWatcher.adminState", equalTo("LOCKED"))
                .body("provisionWatcher.discoveredDevice.adminState", equalTo("UNLOCKED"))
                .body("provisionWatcher.discoveredDevice.profileName", equalTo(profile))
                .body("provisionWatcher.discoveredDevice.properties.weather", equalTo("fine"))
                .body("provisionWatcher.identifiers.Address", equalTo("simple[0-9]+"))
                .body("provisionWatcher.serviceName", equalTo("a-service"));
    }

    @Test
    void a_patch_replaces_identifiers_as_a_whole_and_may_move_the_watcher() {
        String from = service();
        String to = service();
        String name = watcher(from, "");

        patch(
                        "/provisionwatcher",
                        update(
                                name,
                                "\"identifiers\":{\"Port\":\"1\"},\"blockingIdentifiers\":{},\"serviceName\":\"" + to
                                        + '"'))
                .body("[0].statusCode", equalTo(200));

        get("/provisionwatcher/name/{n}", name)
                .body("provisionWatcher.identifiers.keySet()", contains("Port"))
                .body("provisionWatcher", not(hasKey("blockingIdentifiers")));
        get("/provisionwatcher/service/name/{n}", to).body("provisionWatchers.name", contains(name));
        get("/provisionwatcher/service/name/{n}", from).body("totalCount", equalTo(0));
    }

    @Test
    void a_patch_to_a_profile_that_is_not_there_is_404_in_its_item_and_changes_nothing() {
        String profile = profile();
        String name = watcher("a-service", profile);

        patch("/provisionwatcher", update(name, "\"discoveredDevice\":{\"profileName\":\"none\"}"))
                .statusCode(207)
                .body("[0].statusCode", equalTo(404));
        get("/provisionwatcher/name/{n}", name).body("provisionWatcher.discoveredDevice.profileName", equalTo(profile));
    }

    @Test
    void a_patch_of_a_watcher_that_is_not_there_is_404_and_with_id_and_name_of_different_ones_400() {
        String name = watcher("a-service", "");
        String other = get("/provisionwatcher/name/{n}", watcher("a-service", ""))
                .extract()
                .path("provisionWatcher.id");

        patch("/provisionwatcher", update("none", "\"id\":null"))
                .statusCode(207)
                .body("[0].statusCode", equalTo(404));
        patch("/provisionwatcher", update(name, "\"id\":\"" + other + '"')).body("[0].statusCode", equalTo(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"name\":\"\"", "\"adminState\":\"LOCKED\"", "\"name\":\"w\",\"identifiers\":{}"})
    void a_patch_that_breaks_a_rule_is_400_as_a_whole(String fields) {
        patch("/provisionwatcher", "[{\"apiVersion\":\"v3\",\"provisionWatcher\":{" + fields + "}}]")
                .statusCode(400);
    }

    @Test
    void watchers_are_listed_by_service_by_profile_and_by_labels() {
        String service = unique("service");
        String profile = profile();
        String one = watcher(service, profile);
        String two = watcher(service, "");

        get("/provisionwatcher/service/name/{n}?offset=0&limit=-1", service)
                .statusCode(200)
                .body("totalCount", equalTo(2))
                .body("provisionWatchers.name", contains(one, two));
        get("/provisionwatcher/profile/name/{n}", profile).body("provisionWatchers.name", contains(one));
        get("/provisionwatcher/all?labels=" + two + "-label").body("provisionWatchers.name", contains(two));
        get("/provisionwatcher/all?limit=-1").body("provisionWatchers.name", hasItem(one));
        get("/provisionwatcher/service/name/{n}?offset=1&limit=1", service)
                .body("totalCount", equalTo(2))
                .body("provisionWatchers.name", contains(two));
        get("/provisionwatcher/service/name/{n}?offset=3", service).statusCode(416);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/provisionwatcher/service/name/none",
                "/provisionwatcher/profile/name/none",
                "/provisionwatcher/all?labels=none"
            })
    void nothing_found_is_200_with_an_empty_list_and_a_page_out_of_bounds_400(String path) {
        get(path).statusCode(200).body("totalCount", equalTo(0)).body("provisionWatchers", empty());
        get(path + (path.contains("?") ? "&" : "?") + "limit=-2").statusCode(400);
    }

    @Test
    void a_watcher_deleted_is_gone_and_what_is_not_there_is_404() {
        String name = watcher("a-service", "");

        delete("/provisionwatcher/name/{n}", name).statusCode(200).body("statusCode", equalTo(200));
        get("/provisionwatcher/name/{n}", name).statusCode(404).body("statusCode", equalTo(404));
        delete("/provisionwatcher/name/{n}", name).statusCode(404);
    }

    private static String update(String name, String fields) {
        return "[{\"apiVersion\":\"v3\",\"provisionWatcher\":{\"name\":\"" + name + "\"," + fields + "}}]";
    }
}

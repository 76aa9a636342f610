package io.hearth.metadata.announce;

import static io.hearth.metadata.Given.delete;
import static io.hearth.metadata.Given.device;
import static io.hearth.metadata.Given.get;
import static io.hearth.metadata.Given.patch;
import static io.hearth.metadata.Given.post;
import static io.hearth.metadata.Given.profile;
import static io.hearth.metadata.Given.service;
import static io.hearth.metadata.Given.unique;
import static io.hearth.metadata.Given.watcher;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of profiles and provision watchers, by whichever route they changed (EdgeX message bus, system events). */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class ProfileAndWatcherEventsTest {
    private HeardEvents events;

    @BeforeEach
    void listen() {
        events = new HeardEvents();
    }

    @AfterEach
    void hang_up() {
        events.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PATCH | /deviceprofile/basicinfo | [{'apiVersion':'v3','basicinfo':{'name':'<p>','description':'changed'}}]",
                "PATCH | /deviceprofile/name/<p>/tags | {'apiVersion':'v3','deviceResources':[{'name':'mode','tags':{'a':1}}]}",
                "POST | /deviceprofile/resource | [{'apiVersion':'v3','profileName':'<p>','resource':{'name':'n','properties':{'valueType':'Int8','readWrite':'R'}}}]",
                "PATCH | /deviceprofile/resource | [{'apiVersion':'v3','profileName':'<p>','resource':{'name':'mode','isHidden':true}}]",
                "POST | /deviceprofile/deviceCommand | [{'apiVersion':'v3','profileName':'<p>','deviceCommand':{'name':'n','readWrite':'R','resourceOperations':[{'deviceResource':'current'}]}}]",
                "PATCH | /deviceprofile/deviceCommand | [{'apiVersion':'v3','profileName':'<p>','deviceCommand':{'name':'control','isHidden':true}}]",
                "PUT | /deviceprofile | [{'apiVersion':'v3','profile':{'name':'<p>'}}]",
            })
    void a_change_of_a_profile_by_any_route_is_told_by_core_metadata_and_to_every_service_that_uses_it(
            String method, String path, String body) {
        String profile = profile();
        String service = service();
        device(service, profile);

        given().contentType("application/json")
                .body(body.replace('\'', '"').replace("<p>", profile))
                .request(method, "/api/v3" + path.replace("<p>", profile))
                .then()
                .statusCode(path.endsWith("/tags") ? 200 : 207);

        assertThat(events.topics("/" + profile, 4))
                .containsExactlyInAnyOrder(
                        "deviceprofile/add/core-metadata/" + profile,
                        "device/add/" + service + "/" + profile,
                        "deviceprofile/update/core-metadata/" + profile,
                        "deviceprofile/update/" + service + "/" + profile);
        JsonNode event = events.event("deviceprofile/update/" + service + "/" + profile);
        assertThat(event.get("type").asText()).isEqualTo("deviceprofile");
        assertThat(event.get("action").asText()).isEqualTo("update");
        assertThat(event.get("owner").asText()).isEqualTo(service);
        assertThat(event.get("details").get("name").asText()).isEqualTo(profile);
    }

    @Test
    void what_is_told_of_a_change_is_the_profile_after_it() {
        String profile = profile();

        delete("/deviceprofile/name/{p}/deviceCommand/{c}", profile, "control");
        delete("/deviceprofile/name/{p}/resource/{r}", profile, "mode");

        assertThat(events.topics("update/core-metadata/" + profile, 2)).hasSize(2);
        JsonNode details =
                events.event("deviceprofile/update/core-metadata/" + profile).get("details");
        assertThat(details.get("deviceCommands")).isEmpty();
        assertThat(details.get("deviceResources")).hasSize(2);
    }

    @Test
    void an_uploaded_profile_is_told_as_any_other() {
        String name = unique("profile");
        given().multiPart("file", "p.yaml", ("name: " + name).getBytes()).post("/api/v3/deviceprofile/uploadfile");
        given().multiPart("file", "p.yaml", ("name: " + name).getBytes()).put("/api/v3/deviceprofile/uploadfile");
        delete("/deviceprofile/name/{n}", name).statusCode(200);

        assertThat(events.topics(name, 3))
                .containsExactly(
                        "deviceprofile/add/core-metadata/" + name,
                        "deviceprofile/update/core-metadata/" + name,
                        "deviceprofile/delete/core-metadata/" + name);
    }

    @Test
    void what_is_refused_is_not_told() {
        String profile = profile();
        post(
                "/deviceprofile/resource",
                "[{\"apiVersion\":\"v3\",\"profileName\":\"" + profile
                        + "\",\"resource\":{\"name\":\"mode\",\"properties\":{\"valueType\":\"Int8\",\"readWrite\":\"R\"}}}]");
        delete("/deviceprofile/name/{n}", profile);

        assertThat(events.topics(profile, 2))
                .containsExactly(
                        "deviceprofile/add/core-metadata/" + profile, "deviceprofile/delete/core-metadata/" + profile);
    }

    @Test
    void adding_changing_and_deleting_a_watcher_is_told_to_its_service_with_its_profile() {
        String service = unique("service");
        String profile = profile();
        String name = watcher(service, profile);
        patch("/provisionwatcher", update(name, "\"adminState\":\"LOCKED\""));
        delete("/provisionwatcher/name/{n}", name);

        String level = "/" + service + "/" + profile;
        assertThat(events.topics(service, 3))
                .containsExactly(
                        "provisionwatcher/add" + level,
                        "provisionwatcher/update" + level,
                        "provisionwatcher/delete" + level);
        JsonNode event = events.event("provisionwatcher/add" + level);
        assertThat(event.get("type").asText()).isEqualTo("provisionwatcher");
        assertThat(event.get("owner").asText()).isEqualTo(service);
        assertThat(event.get("details").get("name").asText()).isEqualTo(name);
        assertThat(event.get("details").get("id").asText()).hasSize(36);
    }

    @Test
    void a_watcher_without_a_profile_is_told_without_the_last_level() {
        String service = unique("service");
        watcher(service, "");

        assertThat(events.topics(service, 1)).containsExactly("provisionwatcher/add/" + service);
    }

    @Test
    void a_watcher_that_moves_is_told_to_its_new_and_its_old_service() {
        String from = unique("from");
        String to = unique("to");
        String name = watcher(from, "");

        patch("/provisionwatcher", update(name, "\"serviceName\":\"" + to + '"'));

        assertThat(events.topics(to, 1)).containsExactly("provisionwatcher/update/" + to);
        assertThat(events.topics(from, 2))
                .containsExactly("provisionwatcher/add/" + from, "provisionwatcher/update/" + from);
        get("/provisionwatcher/name/{n}", name).statusCode(200);
    }

    private static String update(String name, String fields) {
        return "[{\"apiVersion\":\"v3\",\"provisionWatcher\":{\"name\":\"" + name + "\"," + fields + "}}]";
    }
}

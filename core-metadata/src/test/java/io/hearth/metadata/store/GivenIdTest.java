package io.hearth.metadata.store;

import static io.hearth.metadata.Given.addDevices;
import static io.hearth.metadata.Given.changeDevices;
import static io.hearth.metadata.Given.delete;
import static io.hearth.metadata.Given.deviceRequest;
import static io.hearth.metadata.Given.get;
import static io.hearth.metadata.Given.post;
import static io.hearth.metadata.Given.profile;
import static io.hearth.metadata.Given.profileRequest;
import static io.hearth.metadata.Given.service;
import static io.hearth.metadata.Given.serviceRequest;
import static io.hearth.metadata.Given.together;
import static io.hearth.metadata.Given.unique;
import static io.hearth.metadata.Given.watcherRequest;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** EdgeX makes an id only for what comes without one. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class GivenIdTest {
    private final String id = UUID.randomUUID().toString();

    enum Thing {
        device {
            @Override
            String request(String name) {
                return deviceRequest(name, service(), profile());
            }
        },
        deviceprofile {
            @Override
            String request(String name) {
                return profileRequest(name);
            }
        },
        deviceservice {
            @Override
            String request(String name) {
                return serviceRequest(name);
            }
        },
        provisionwatcher {
            @Override
            String request(String name) {
                return watcherRequest(name, "a-service", "");
            }
        };

        abstract String request(String name);

        String request(String name, String id) {
            return request(name).replaceFirst("\"name\":", "\"id\":\"" + id + "\",\"name\":");
        }

        String path() {
            return "/" + this + (this == device ? "?bypassValidation=true" : "");
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_id_that_comes_with_a_new_thing_is_kept_and_is_409_for_another_one(Thing thing) {
        String name = unique("thing");
        post(thing.path(), thing.request(name, id))
                .statusCode(207)
                .body("[0].statusCode", equalTo(201))
                .body("[0].id", equalTo(id));
        get("/" + thing + "/name/{n}", name).statusCode(200).body(containsString("\"id\":\"" + id + "\""));

        String other = unique("thing");
        post(thing.path(), thing.request(other, id.toUpperCase(Locale.ROOT)))
                .body("[0].statusCode", equalTo(409))
                .body("[0].message", containsString("id"));
        get("/" + thing + "/name/{n}", other).statusCode(404);
    }

    @ParameterizedTest
    @EnumSource
    void of_two_with_the_same_id_in_one_request_the_first_is_added(Thing thing) {
        post(thing.path(), together(thing.request(unique("one"), id), thing.request(unique("two"), id)))
                .statusCode(207)
                .body("statusCode", contains(201, 409));
    }

    @ParameterizedTest
    @EnumSource
    void an_id_that_is_no_uuid_is_400_and_nothing_is_added(Thing thing) {
        String name = unique("thing");
        post(thing.path(), thing.request(name, "7")).statusCode(400).body("message", containsString("id"));
        get("/" + thing + "/name/{n}", name).statusCode(404);
    }

    @Test
    void a_thing_is_found_by_the_id_that_it_came_with_and_the_id_is_free_when_it_is_gone() {
        String loud = id.toUpperCase(Locale.ROOT);
        String name = unique("boiler");
        addDevices(Thing.device.request(name, loud)).body("[0].id", equalTo(loud));

        get("/device/id/{id}", id).statusCode(200).body("device.name", equalTo(name));
        changeDevices("[{\"apiVersion\":\"v3\",\"device\":{\"id\":\"" + loud + "\",\"description\":\"x\"}}]")
                .body("[0].statusCode", equalTo(200));

        delete("/device/name/{n}", name).statusCode(200);
        get("/device/id/{id}", loud).statusCode(404);
        addDevices(Thing.device.request(name, id)).body("[0].statusCode", equalTo(201));
    }
}

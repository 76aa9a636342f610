package io.hearth.metadata.profile;

import static io.hearth.metadata.Given.device;
import static io.hearth.metadata.Given.get;
import static io.hearth.metadata.Given.post;
import static io.hearth.metadata.Given.service;
import static io.hearth.metadata.Given.unique;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

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
class ProfileListsTest {
    private final String manufacturer = unique("Works Ltd/#");
    private final String model = unique("Modell ü");

    @Test
    void profiles_are_found_by_model_by_manufacturer_and_by_both() {
        String one = profile(manufacturer, model, "a");
        String two = profile(manufacturer, "another", "a");
        String three = profile("somebody else", model, "a");

        get("/deviceprofile/manufacturer/{m}", manufacturer)
                .statusCode(200)
                .body("totalCount", equalTo(2))
                .body("profiles.name", contains(one, two));
        get("/deviceprofile/model/{m}", model).body("profiles.name", contains(one, three));
        get("/deviceprofile/manufacturer/{mf}/model/{m}", manufacturer, model)
                .body("totalCount", equalTo(1))
                .body("profiles.name", contains(one));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/deviceprofile/model/none",
                "/deviceprofile/manufacturer/none",
                "/deviceprofile/manufacturer/none/model/none",
                "/deviceprofile/all?labels=none",
                "/deviceprofile/basicinfo/all?labels=none"
            })
    void nothing_found_is_200_with_an_empty_list(String path) {
        get(path)
                .statusCode(200)
                .body("apiVersion", equalTo("v3"))
                .body("statusCode", equalTo(200))
                .body("totalCount", equalTo(0))
                .body("profiles", empty());
    }

    @Test
    void devices_are_counted_in_all_and_basic_info_and_by_name_but_not_by_model() {
        String label = unique("label");
        String name = profile(manufacturer, model, label);
        device(service(), name);
        String labelled = "?labels=" + label;

        get("/deviceprofile/all" + labelled).body("profiles.linkedDeviceCount", contains(1));
        get("/deviceprofile/basicinfo/all" + labelled).body("profiles.linkedDeviceCount", contains(1));
        get("/deviceprofile/name/{n}", name).body("profile.linkedDeviceCount", equalTo(1));
        get("/deviceprofile/model/{m}", model).body("profiles.linkedDeviceCount", contains(0));
        get("/deviceprofile/manufacturer/{m}", manufacturer).body("profiles.linkedDeviceCount", contains(0));
    }

    @Test
    void basic_info_leaves_out_what_devices_can_do() {
        String label = unique("label");
        String name = profile(manufacturer, model, label);

        get("/deviceprofile/basicinfo/all?labels=" + label)
                .statusCode(200)
                .body("totalCount", equalTo(1))
                .body("profiles[0].name", equalTo(name))
                .body("profiles[0].manufacturer", equalTo(manufacturer))
                .body("profiles[0].model", equalTo(model))
                .body("profiles[0].labels", contains(label))
                .body("profiles[0]", not(hasKey("deviceResources")))
                .body("profiles[0]", not(hasKey("deviceCommands")));
    }

    @Test
    void labels_that_are_asked_for_must_all_be_there() {
        String one = unique("one");
        String both = profile(manufacturer, model, one + "\",\"" + one + "-more");
        profile(manufacturer, model, one);

        get("/deviceprofile/all?labels=" + one).body("totalCount", equalTo(2));
        get("/deviceprofile/all?labels=" + one + "," + one + "-more").body("profiles.name", contains(both));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/deviceprofile/all?labels=%s&",
                "/deviceprofile/basicinfo/all?labels=%s&",
                "/deviceprofile/model/%s?",
                "/deviceprofile/manufacturer/%s?",
                "/deviceprofile/manufacturer/%1$s/model/%1$s?"
            })
    void lists_come_in_pages_from_the_oldest(String path) {
        String name = unique("page");
        String first = profile(name, name, name);
        String second = profile(name, name, name);
        profile(name, name, name);
        String list = path.formatted(name);

        get(list + "limit=2").body("totalCount", equalTo(3)).body("profiles.name", contains(first, second));
        get(list + "offset=1&limit=1").body("profiles.name", contains(second));
        get(list + "offset=3").statusCode(200).body("profiles", empty());
        get(list + "offset=4").statusCode(416).body("statusCode", equalTo(416));
        get(list + "limit=0").statusCode(200).body("totalCount", equalTo(3)).body("profiles", empty());
        get(list + "limit=-1").body("profiles", hasSize(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=-2", "limit=1025", "limit=x", "offset=-1", "offset=2147483648", "offset=x"})
    void a_page_out_of_bounds_is_400(String query) {
        for (String list :
                new String[] {"all", "basicinfo/all", "model/m", "manufacturer/m", "manufacturer/m/model/m"}) {
            get("/deviceprofile/" + list + "?" + query).statusCode(400).body("statusCode", equalTo(400));
        }
    }

    private static String profile(String manufacturer, String model, String label) {
        String name = unique("profile");
        post("/deviceprofile", """
                        [{"apiVersion":"v3","profile":{"name":"%s","manufacturer":"%s","model":"%s","labels":["%s"]}}]""".formatted(name, manufacturer, model, label))
                .statusCode(207)
                .body("[0].statusCode", equalTo(201));
        return name;
    }
}

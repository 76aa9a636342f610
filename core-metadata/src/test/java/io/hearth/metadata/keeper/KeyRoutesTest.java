package io.hearth.metadata.keeper;

import static io.hearth.metadata.Given.unique;
import static io.hearth.metadata.keeper.Keeper.delete;
import static io.hearth.metadata.keeper.Keeper.get;
import static io.hearth.metadata.keeper.Keeper.post;
import static io.hearth.metadata.keeper.Keeper.put;
import static io.hearth.metadata.keeper.Keeper.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EdgeX API, core-keeper: key-value routes. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class KeyRoutesTest {
    private final String service = "edgex/v4/" + unique("service");

    @Test
    void a_stored_value_is_answered_in_base64_or_as_plain_text_with_its_times() {
        long before = System.currentTimeMillis();
        store(service + "/Writable/LogLevel", "\"INFO\"")
                .statusCode(200)
                .header("Content-Type", equalTo("application/json"))
                .body("apiVersion", equalTo("v3"))
                .body("statusCode", equalTo(200))
                .body("response", contains(service + "/Writable/LogLevel"));

        JsonPath stored = get("/kvs/key/" + service + "/Writable/LogLevel")
                .statusCode(200)
                .body("statusCode", equalTo(200))
                .body("response.key", contains(service + "/Writable/LogLevel"))
                .body(
                        "response.value",
                        contains(Base64.getEncoder().encodeToString("INFO".getBytes(StandardCharsets.UTF_8))))
                .extract()
                .jsonPath();
        assertThat(stored.getLong("response[0].created")).isBetween(before, System.currentTimeMillis());
        assertThat(stored.getLong("response[0].modified")).isEqualTo(stored.getLong("response[0].created"));
        get("/kvs/key/" + service + "/Writable/LogLevel?plaintext=true").body("response.value", contains("INFO"));
    }

    @Test
    void storing_again_changes_the_value_and_when_it_was_modified_but_not_when_it_was_created() {
        store(service, "1");
        JsonPath first = get("/kvs/key/" + service).extract().jsonPath();
        org.awaitility.Awaitility.await()
                .until(() -> System.currentTimeMillis() > first.getLong("response[0].modified"));
        store(service, "2");

        JsonPath second =
                get("/kvs/key/" + service + "?plaintext=true").extract().jsonPath();
        assertThat(second.getString("response[0].value")).isEqualTo("2");
        assertThat(second.getLong("response[0].created")).isEqualTo(first.getLong("response[0].created"));
        assertThat(second.getLong("response[0].modified")).isGreaterThan(first.getLong("response[0].modified"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true | true",
                "25000 | 25000",
                "7.890 | 7.89",
                "1e3 | 1000",
                "\"\" | ''",
                "\"zwei  Wörter\" | zwei  Wörter",
                "[\"a\",1] | [\"a\",1]",
                "{\"b\":1,\"a\":{}} | {\"b\":1,\"a\":{}}"
            })
    void a_value_is_stored_as_text(String value, String text) {
        store(service, value).statusCode(200);
        get("/kvs/key/" + service + "?plaintext=true").body("response.value", contains(text));
    }

    @Test
    void a_key_gives_itself_and_all_below_it_in_order_and_not_its_neighbours() {
        store(service + "/Writable/B", "1");
        store(service + "/Writable/A/Deep", "2");
        store(service + "/Writable", "3");
        store(service + "/WritableToo", "4");
        store(service + "/Writable-x", "5");

        get("/kvs/key/" + service + "/Writable?plaintext=true")
                .statusCode(200)
                .body(
                        "response.key",
                        contains(service + "/Writable", service + "/Writable/A/Deep", service + "/Writable/B"))
                .body("response.value", contains("3", "2", "1"));
        get("/kvs/key/" + service + "?keyOnly=true").body("response.size()", equalTo(5));
        get("/kvs/key/" + service + "/Writable?keyOnly=true")
                .body(
                        "response",
                        contains(service + "/Writable", service + "/Writable/A/Deep", service + "/Writable/B"));
    }

    @Test
    void a_tree_is_flattened_into_a_key_for_each_leaf() {
        store(service + "?flatten=true", """
                        {"Writable":{"PersistData":false,"LogLevel":"INFO","Area":{"Width":7.89,"Nothing":{},"None":null}},
                         "Labels":["a","b"]}""")
                .statusCode(200)
                .body(
                        "response",
                        containsInAnyOrder(
                                service + "/Writable/PersistData",
                                service + "/Writable/LogLevel",
                                service + "/Writable/Area/Width",
                                service + "/Labels"));

        get("/kvs/key/" + service + "/Writable?plaintext=true")
                .body("response.value", contains("7.89", "INFO", "false"));
        get("/kvs/key/" + service + "/Labels?plaintext=true").body("response.value", contains("[\"a\",\"b\"]"));
    }

    @Test
    void a_key_may_be_written_with_encoded_slashes() {
        store(service.replace("/", "%2F") + "%2FWritable", "\"x\"").body("response", contains(service + "/Writable"));
        get("/kvs/key/" + service.replace("/", "%2F") + "?keyOnly=true")
                .body("response", contains(service + "/Writable"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"value\":null}",
                "{\"value\":{}}",
                "{\"other\":1}",
                "[1]",
                "{\"value\":1e400}",
                "{",
                "",
                "{\"value\":1} x"
            })
    void a_body_without_a_value_is_refused_and_stores_nothing(String body) {
        put("/kvs/key/" + service, body).statusCode(400).body("statusCode", equalTo(400));
        get("/kvs/key/" + service).statusCode(404);
    }

    @Test
    void a_request_id_that_is_no_uuid_is_refused_and_stores_nothing() {
        put("/kvs/key/" + service, "{\"requestId\":\"no-uuid\",\"value\":1}")
                .statusCode(400)
                .body("message", containsString("requestId"));
        get("/kvs/key/" + service).statusCode(404);

        for (String good : new String[] {"", "82eb2e26-0f24-48aa-ae4c-de9dac3fb9bc"}) {
            put("/kvs/key/" + service, "{\"requestId\":\"" + good + "\",\"value\":1}")
                    .statusCode(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "a%20b", "a+b", "a%23b", "%EA%B1%B0"})
    void a_key_of_other_characters_is_refused(String key) {
        store(key, "1").statusCode(400).body("message", containsString("allowed are the characters"));
        get("/kvs/key/" + key).statusCode(400);
        delete("/kvs/key/" + key).statusCode(400);
    }

    @ParameterizedTest
    @CsvSource({"plaintext", "keyOnly"})
    void a_query_parameter_that_is_neither_true_nor_false_is_refused(String parameter) {
        store(service, "1");
        get("/kvs/key/" + service + "?" + parameter + "=maybe")
                .statusCode(400)
                .body("message", containsString(parameter));
        get("/kvs/key/" + service + "?" + parameter + "=T").statusCode(200);
    }

    @Test
    void an_unknown_key_is_404() {
        get("/kvs/key/" + service).statusCode(404).body("statusCode", equalTo(404));
        delete("/kvs/key/" + service).statusCode(404);
    }

    @Test
    void one_key_is_removed_when_nothing_is_below_it() {
        store(service + "/A", "1");
        delete("/kvs/key/" + service + "/A").statusCode(200).body("response", contains(service + "/A"));
        get("/kvs/key/" + service + "/A").statusCode(404);
    }

    @Test
    void a_key_with_others_below_it_is_removed_only_with_all_of_them() {
        store(service, "0");
        store(service + "/A", "1");
        store(service + "-neighbour", "2");

        delete("/kvs/key/" + service).statusCode(409);
        get("/kvs/key/" + service + "?keyOnly=true").body("response", contains(service, service + "/A"));

        delete("/kvs/key/" + service + "?prefixMatch=true")
                .statusCode(200)
                .body("response", contains(service, service + "/A"));
        get("/kvs/key/" + service).statusCode(404);
        get("/kvs/key/" + service + "-neighbour").statusCode(200);
    }

    @Test
    void posting_is_not_allowed() {
        post("/kvs/key/" + service, "{\"value\":1}").statusCode(405).body("message", equalTo("Method Not Allowed"));
    }

    @Test
    void a_tree_without_leaves_stores_nothing() {
        store(service + "?flatten=true", "{\"a\":{}}").statusCode(200).body("response", empty());
    }

    @Test
    void too_long_a_key_and_too_much_in_all_are_refused() {
        store("k".repeat(1025), "1").statusCode(400).body("message", containsString("1024"));
        store(service, "\"" + "v".repeat(1_048_576) + "\"").statusCode(413).body("message", containsString("1048576"));
        get("/kvs/key/" + service).statusCode(404);

        String much = "\"" + "v".repeat(1_000_000) + "\"";
        for (int i = 0; i < 16; i++) {
            store(service + "/" + i, much).statusCode(200);
        }
        store(service + "/16", much).statusCode(413).body("message", containsString("16777216"));
        get("/kvs/key/" + service + "/16").statusCode(404);
        delete("/kvs/key/" + service + "?prefixMatch=true").statusCode(200);
    }
}

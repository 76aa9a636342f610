package io.hearth.coredata.reading;

import static io.hearth.coredata.Rest.get;
import static io.hearth.coredata.Rest.post;
import static io.hearth.coredata.Rest.unique;
import static io.hearth.coredata.store.Given.ORIGIN;
import static io.hearth.coredata.store.Given.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.contracts.value.ValueType;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In which forms lists are answered: numbers, aggregates, page after page. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class ReadingAnswersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Float64 | 39.5 | 39.5",
                "Float32 | 3.95e+01 | 3.95e+01",
                "Float64 | +5. | 5",
                "Float64 | .5 | 0.5",
                "Int64 | -9223372036854775808 | -9223372036854775808",
                "Uint64 | 18446744073709551615 | 18446744073709551615",
                "Uint8Array | [1, 2, 3] | [1,2,3]",
                "Float64Array | [1.50, .5] | [1.50,0.5]",
                "Int8Array | [] | []",
                "Bool | true | \"true\"",
                "BoolArray | [true, false] | \"[true, false]\"",
                "String | 39.5 | \"39.5\"",
                "String | NaN | \"NaN\""
            })
    void numeric_answers_numbers_and_their_arrays_as_such_and_all_else_as_text(
            String type, String value, String expected) {
        String device = reported(type, value);

        for (String list : List.of("/reading/device/name/{name}", "/event/device/name/{name}")) {
            assertThat(get(list + "?numeric=true", device).extract().asString())
                    .contains("\"value\":" + expected + "}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "false", "0", "nonsense", "yes"})
    void numbers_are_text_unless_asked_for_otherwise(String numeric) {
        String device = reported("Float64", "39.5");

        get("/reading/device/name/{name}?numeric=" + numeric, device)
                .statusCode(200)
                .body("readings.value", contains("39.5"));
    }

    @ParameterizedTest
    @CsvSource({
        "min,Int16,Int64,-3",
        "MAX,Int16,Int64,7",
        "Count,Int16,Uint64,3",
        "sum,Int16,Int64,2",
        "avg,Int16,Float64,0.6666666666666666",
        "min,Uint8,Uint64,0",
        "sum,Float32,Float64,2.0"
    })
    void aggregates_are_answered_in_the_largest_type_of_their_kind(
            String function, String type, String resultType, String result) {
        String device = reported(type, type.startsWith("U") ? "0" : "-3", type.startsWith("U") ? "0" : "-2", "7");

        for (String list : List.of("/reading/device/name/{name}", "/reading/device/name/{name}/resourceName/r")) {
            String answer = get(list + "?aggregateFunc=" + function, device)
                    .statusCode(200)
                    .body("aggregateFunc", equalTo(function))
                    .body("$", not(hasItem("totalCount")))
                    .body("readings", hasSize(1))
                    .body("readings[0].deviceName", equalTo(device))
                    .body("readings[0].profileName", equalTo("profile"))
                    .body("readings[0].resourceName", equalTo("r"))
                    .body("readings[0].valueType", equalTo(resultType))
                    .body("readings[0].origin", nullValue())
                    .extract()
                    .asString();
            assertThat(answer).contains("\"value\":" + result + "}").doesNotContain("totalCount");
        }
    }

    @Test
    void a_group_without_numbers_has_an_empty_value_and_the_count_0() {
        String device = reported("String", "warm", "7");

        get("/reading/device/name/{name}?aggregateFunc=max", device)
                .body("readings", hasSize(1))
                .body("readings[0].valueType", equalTo("String"))
                .body("readings[0].value", equalTo(""));
        get("/reading/device/name/{name}?aggregateFunc=count", device)
                .body("readings[0].value", equalTo(0))
                .body("readings[0].valueType", equalTo("Uint64"));
    }

    @Test
    void a_sum_beyond_its_type_is_a_float_and_one_beyond_that_is_empty() {
        String whole = reported("Int64", "9223372036854775807", "9223372036854775807");
        String real = reported("Float64", "1.7e308", "1.7e308");

        get("/reading/device/name/{name}?aggregateFunc=sum", whole)
                .body("readings[0].valueType", equalTo("Float64"))
                .body("readings[0].value", equalTo(1.8446744E19f));
        get("/reading/device/name/{name}?aggregateFunc=sum", real)
                .statusCode(200)
                .body("readings[0].value", equalTo(""));
    }

    @Test
    void groups_come_by_device_name_on_every_route_and_in_every_time() {
        String one = reported("Int8", "1");
        String other = reported("Int8", "2");
        String range = "/start/" + ORIGIN + "/end/" + ORIGIN;

        for (String list : List.of(
                "/reading/all", "/reading" + range, "/reading/resourceName/r", "/reading/resourceName/r" + range)) {
            List<String> devices =
                    get(list + "?aggregateFunc=max").statusCode(200).extract().path("readings.deviceName");
            assertThat(devices).isSorted().contains(one, other);
        }
        get("/reading/device/name/{d}" + range + "?aggregateFunc=max", one).body("readings.value", contains(1));
        get("/reading/device/name/{d}/resourceName/r" + range + "?aggregateFunc=max", other)
                .body("readings.value", contains(2));
        get("/reading/all?aggregateFunc=max&limit=1").body("readings", hasSize(1));
    }

    @Test
    void an_aggregate_that_there_is_not_is_refused() {
        get("/reading/all?aggregateFunc=median").statusCode(400).body("message", containsString("median"));
        get("/event/all?aggregateFunc=median&limit=1").statusCode(200);
    }

    @Test
    void the_cursor_leads_through_a_list_that_grows_meanwhile() {
        String device = reported("Int8", "0", "1", "2", "3", "4");
        List<String> seen = new ArrayList<>();

        String cursor = "";
        do {
            JsonPath page = get("/reading/device/name/{name}?limit=2&cursor={c}", device, cursor)
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            seen.addAll(page.getList("readings.value"));
            cursor = page.getString("nextCursor");
            post(event(device, ORIGIN + 1_000 + seen.size(), "9"));
        } while (cursor != null);

        assertThat(seen).containsExactly("4", "3", "2", "1", "0");
        get("/event/device/name/{name}?limit=2", device).body("nextCursor", not(nullValue()));
        get("/event/device/name/{name}?limit=50", device).body("nextCursor", nullValue());
    }

    @Test
    void a_cursor_that_is_none_or_of_another_list_is_refused() {
        String device = reported("Int8", "0", "1");
        String cursor =
                get("/reading/device/name/{name}?limit=1", device).extract().path("nextCursor");

        get("/reading/device/name/{name}?cursor=nonsense", device)
                .statusCode(400)
                .body("message", containsString("cursor"));
        get("/reading/all?cursor={c}", cursor).statusCode(400);
        get("/event/device/name/{name}?cursor={c}", device, cursor).statusCode(400);
        get("/reading/device/name/{name}?cursor={c}&offset=1", device, cursor).statusCode(400);
        get("/reading/device/name/{name}?cursor={c}&offset=-1", device, cursor)
                .statusCode(200)
                .body("totalCount", equalTo(0));
    }

    /** A device with one reading of each value, each a nanosecond after the one before. */
    private static String reported(String type, String... values) {
        String device = unique("sensor");
        for (int i = 0; i < values.length; i++) {
            Reading reading = new Reading(
                    "",
                    ORIGIN + i,
                    device,
                    "r",
                    "profile",
                    ValueType.of(type).orElseThrow().wireName(),
                    "",
                    null,
                    new ReadingValue.Simple(values[i]));
            post(event(UUID.randomUUID(), device, ORIGIN + i, List.of(reading))).statusCode(201);
        }
        return device;
    }
}

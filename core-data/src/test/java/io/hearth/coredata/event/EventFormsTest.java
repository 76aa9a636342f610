package io.hearth.coredata.event;

import static io.hearth.coredata.Rest.get;
import static io.hearth.coredata.Rest.post;
import static io.hearth.coredata.Rest.unique;
import static io.hearth.coredata.store.Given.ORIGIN;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearth.contracts.codec.Cbor;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.ReadingId;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readings of every form come back as they were sent, on every route and from either encoding. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class EventFormsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'valueType':'Float64','value':'39.50'",
                "'valueType':'Float32','value':'3.95e+01'",
                "'valueType':'Float64','units':'°C','value':'1e-7'",
                "'valueType':'Int64','value':'-9223372036854775808'",
                "'valueType':'Uint64','value':'18446744073709551615'",
                "'valueType':'Bool','value':'true'",
                "'valueType':'String','value':''",
                "'valueType':'String','value':'a \\\\ \\n \\u0000 거실 \\uD83D\\uDE00'",
                "'valueType':'Uint8Array','value':'[1, 2, 3]'",
                "'valueType':'StringArray','value':'[\\\"a\\\",\\\"b,c\\\"]'",
                "'valueType':'Float64','value':null",
                "'valueType':'Binary','binaryValue':'AAEC','mediaType':'image/png'",
                "'valueType':'Binary','binaryValue':'','mediaType':'image/png'",
                "'valueType':'Binary','binaryValue':null",
                "'valueType':'Object','objectValue':{'a':[1,2.5,null,{'b':true}]}",
                "'valueType':'ObjectArray','objectValue':[{'a':1},{'a':2}]",
                "'valueType':'Object','objectValue':null",
                "'valueType':'Int8','tags':{'floor':'2','room':{'n':1}},'value':'7'"
            })
    void a_reading_comes_back_as_it_was_sent(String fields) throws IOException {
        for (String type : new String[] {"application/json", "application/cbor"}) {
            String device = unique("boiler");
            String id = UUID.randomUUID().toString();
            String reading = "{\"origin\":%d,\"deviceName\":\"%s\",\"resourceName\":\"r\",\"profileName\":\"p\",%s}"
                    .formatted(ORIGIN, device, fields.replace('\'', '"'));
            JsonNode body = Json.mapper().readTree(body(id, device, reading));
            byte[] octets = type.endsWith("cbor") ? Cbor.bytes(body) : Json.bytes(body);

            post(type, "p", device, "s", octets).statusCode(201);

            JsonNode sent = ((ObjectNode) Json.mapper().readTree(reading))
                    .put("id", ReadingId.of(UUID.fromString(id), 0).toString());
            assertThat(answer("/event/id/{id}", id).at("/event/readings/0")).isEqualTo(sent);
            assertThat(answer("/event/device/name/{d}", device).at("/events/0/readings/0"))
                    .isEqualTo(sent);
            assertThat(answer("/reading/device/name/{d}", device).at("/readings/0"))
                    .isEqualTo(sent);
            get("/reading/device/name/{d}?numeric=true", device).statusCode(200);
        }
    }

    @Test
    void a_picture_in_cbor_is_answered_in_base64() {
        String device = unique("camera");
        byte[] body = Cbor.bytes(Map.of(
                "apiVersion",
                "v3",
                "event",
                Map.of(
                        "apiVersion",
                        "v3",
                        "id",
                        UUID.randomUUID().toString(),
                        "deviceName",
                        device,
                        "profileName",
                        "p",
                        "sourceName",
                        "s",
                        "origin",
                        ORIGIN,
                        "readings",
                        List.of(Map.of(
                                "origin", ORIGIN,
                                "deviceName", device,
                                "resourceName", "image",
                                "profileName", "p",
                                "valueType", "Binary",
                                "mediaType", "image/png",
                                "binaryValue", new byte[] {0, -1, 7})))));

        post("application/cbor", "p", device, "s", body).statusCode(201);

        get("/reading/device/name/{d}", device)
                .body("readings[0].binaryValue", equalTo("AP8H"))
                .body("readings[0].mediaType", equalTo("image/png"));
    }

    @Test
    void readings_of_an_event_come_back_newest_first() {
        String device = unique("boiler");
        String readings =
                "{\"origin\":%d,\"resourceName\":\"old\",\"valueType\":\"Int8\",\"value\":\"1\"},".formatted(ORIGIN)
                        + "{\"origin\":%d,\"resourceName\":\"new\",\"valueType\":\"Int8\",\"value\":\"2\"}"
                                .formatted(ORIGIN + 1);
        String id = UUID.randomUUID().toString();

        post("p", device, "s", body(id, device, readings).getBytes(StandardCharsets.UTF_8))
                .statusCode(201);

        get("/event/id/{id}", id).body("event.readings.resourceName", contains("new", "old"));
        get("/event/device/name/{d}", device).body("events[0].readings.resourceName", contains("new", "old"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json; charset=utf-8", "APPLICATION/JSON", "text/plain", "application/octet-stream"})
    void a_body_of_any_type_but_cbor_is_read_as_json(String type) {
        String device = unique("boiler");
        String reading = "{\"resourceName\":\"r\",\"valueType\":\"Int8\",\"value\":\"1\"}";

        given().config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs(type, ContentType.TEXT)))
                .header("Content-Type", type)
                .body(body(UUID.randomUUID().toString(), device, reading).getBytes(StandardCharsets.UTF_8))
                .post("/core-data/api/v3/event/s/p/{d}/s", device)
                .then()
                .statusCode(201)
                .header("Content-Type", "application/json");
    }

    @Test
    void an_event_beyond_the_largest_size_is_refused_with_413_before_it_is_sent() throws IOException {
        long tooLarge = 25_000L * 1024 + 1;

        assertThat(status("POST /core-data/api/v3/event/s/p/d/s HTTP/1.1\r\nContent-Length: " + tooLarge))
                .startsWith("HTTP/1.1 413 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/event/device/name/%zz",
                "/event/device/name/%",
                "/reading/device/name/a%2",
                "/event/count/device/name/%C3%28",
                "/reading/resourceName/%FF",
                "/event/id/%E0%80%80"
            })
    void a_path_that_is_not_well_encoded_is_no_failure_of_ours(String path) throws IOException {
        assertThat(status("GET /core-data/api/v3" + path + " HTTP/1.1")).matches("HTTP/1.1 (200|400|404) .*");
    }

    /** The status line of the answer to a request whose head is written as it is. */
    private static String status(String head) throws IOException {
        try (Socket client = new Socket("localhost", RestAssured.port)) {
            client.getOutputStream()
                    .write((head + "\r\nHost: x\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    @Test
    void names_in_paths_are_decoded_once_each() {
        String device = unique("거실/온도 %2F +#?;");
        String resource = "r/1 %41";
        String reading = "{\"resourceName\":\"" + resource + "\",\"valueType\":\"Int8\",\"value\":\"1\"}";

        post(
                        "p",
                        device,
                        "s",
                        body(UUID.randomUUID().toString(), device, reading).getBytes(StandardCharsets.UTF_8))
                .statusCode(201);

        get("/reading/device/name/{d}/resourceName/{r}", device, resource).body("totalCount", equalTo(1));
        get("/reading/resourceName/{r}", resource).body("readings[0].deviceName", equalTo(device));
        get("/reading/device/name/{d}/start/0/end/{e}", device, ORIGIN).body("totalCount", equalTo(1));
    }

    @Test
    void a_blank_service_in_the_path_is_refused() {
        given().header("Content-Type", "application/json")
                .body("{}")
                .post("/core-data/api/v3/event/{s}/p/d/s", " ")
                .then()
                .statusCode(400)
                .body("message", containsString("service"));
    }

    private static String body(String id, String device, String readings) {
        return """
                {"apiVersion":"v3","event":{"apiVersion":"v3","id":"%s","deviceName":"%s","profileName":"p","sourceName":"s",\
                "origin":%d,"readings":[%s]}}""".formatted(id, device, ORIGIN, readings);
    }

    private static JsonNode answer(String path, Object... parameters) throws IOException {
        return Json.mapper()
                .readTree(get(path, parameters).statusCode(200).extract().asByteArray());
    }
}

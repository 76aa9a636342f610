package io.hearth.coredata.export;

import static io.hearth.coredata.Rest.get;
import static io.hearth.coredata.Rest.unique;
import static io.hearth.coredata.store.Given.ORIGIN;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.coredata.store.EventStore;
import io.hearth.coredata.store.Given;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class ExportTest {
    private static final int MANY = 40_000;
    private static final int BATCH = 2_000;

    @Inject
    EventStore store;

    @Inject
    ExportGate gate;

    @Test
    void a_csv_names_its_columns_and_quotes_what_needs_it() {
        String device = unique("boiler, \"old\"");
        Reading text = Given.reading(device, "note", ORIGIN, new ReadingValue.Simple("a,\n\"b\""));
        Reading empty = Given.reading(device, "note", ORIGIN, new ReadingValue.Simple(""));
        Reading none = Given.reading(device, "note", ORIGIN, new ReadingValue.NullValue());
        Reading picture =
                Given.reading(device, "picture", ORIGIN, new ReadingValue.Binary(new byte[] {1, 2}, "image/png"));
        Reading object = Given.reading(device, "object", ORIGIN, new ReadingValue.ObjectValue(Map.of("a", 1)));
        Event event = Given.event(UUID.randomUUID(), device, ORIGIN, List.of(text, empty, none, picture, object));
        store.add(List.of(event));

        String csv = export("/reading/export", Map.of("device", device));

        String begin = ORIGIN + ",\"" + device.replace("\"", "\"\"") + "\",profile,source,";
        String end = "," + event.id() + "\r\n";
        assertThat(csv)
                .isEqualTo(
                        "origin,deviceName,profileName,sourceName,resourceName,valueType,units,value,mediaType,eventId\r\n"
                                + begin + "note,Float64,°C,\"a,\n\"\"b\"\"\"," + end
                                + begin + "note,Float64,°C,\"\"," + end
                                + begin + "note,Float64,°C,," + end
                                + begin + "picture,Float64,°C,AQI=,image/png" + end
                                + begin + "object,Float64,°C,\"{\"\"a\"\":1}\"," + end);
        assertThat(export("/event/export", Map.of("device", device))).isEqualTo(csv);
    }

    @Test
    void json_lines_are_the_items_of_the_lists() throws IOException {
        String device = unique("boiler");
        store.add(List.of(Given.event(device, ORIGIN, "1", "2"), Given.event(device, ORIGIN + 1, "3")));

        String events = export("/event/export", Map.of("device", device, "format", "jsonl"));
        String readings = export("/reading/export", Map.of("device", device, "format", "jsonl"));

        JsonNode listed = tree("/event/device/name/{name}", device).path("events");
        assertThat(events.lines().map(ExportTest::tree)).containsExactlyElementsOf(listed);
        assertThat(readings.lines().map(ExportTest::tree))
                .containsExactlyElementsOf(
                        tree("/reading/device/name/{name}", device).path("readings"));
    }

    @Test
    void only_the_device_the_resources_and_the_time_asked_for_are_in_it() {
        String device = unique("boiler");
        store.add(IntStream.range(0, 5)
                .mapToObj(i -> Given.event(device, ORIGIN + i, "1", "2", "3"))
                .toList());

        String csv = given().queryParam("device", device)
                .queryParam("resource", "resource0", "resource2")
                .queryParam("start", ORIGIN + 1)
                .queryParam("end", ORIGIN + 3)
                .get("/core-data/api/v3/reading/export")
                .asString();

        assertThat(csv.lines().skip(1).map(line -> line.split(",")[0] + line.split(",")[4]))
                .containsExactly(
                        ORIGIN + 3 + "resource0",
                        ORIGIN + 3 + "resource2",
                        ORIGIN + 2 + "resource0",
                        ORIGIN + 2 + "resource2",
                        ORIGIN + 1 + "resource0",
                        ORIGIN + 1 + "resource2");
    }

    @Test
    void a_large_export_is_whole_in_order_compressed_and_never_held_in_memory() throws IOException {
        String device = many();
        System.gc();
        long before = used();
        long most = 0;
        int lines = 0;
        long last = Long.MAX_VALUE;
        try (Socket client = ask("/reading/export?format=jsonl&device=" + device, "Accept-Encoding: gzip");
                BufferedReader in = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(new Dechunked(body(client))), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                long origin = Json.mapper().readTree(line).path("origin").longValue();
                assertThat(origin).isLessThanOrEqualTo(last);
                last = origin;
                if (++lines % 20_000 == 0) {
                    System.gc();
                    most = Math.max(most, used() - before);
                }
            }
        }

        assertThat(lines).isEqualTo(MANY * 3);
        // All the lines are some 20 MB as text and several times that as objects.
        assertThat(most).isLessThan(10_000_000);
    }

    @Test
    void a_client_that_goes_away_or_does_not_read_holds_nothing_up() throws IOException {
        String device = many();
        int free = gate.free();

        try (Socket slow = ask("/event/export?device=" + device, "X: y");
                Socket other = ask("/event/export?device=" + device, "X: y")) {
            await().atMost(Duration.ofSeconds(10)).until(() -> gate.free() == free - 2);
            get("/event/export").statusCode(503).header("Retry-After", equalTo("1"));
            get("/event/device/name/{name}?limit=1", device).statusCode(200);
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> gate.free() == free);
        get("/event/export?device=nobody").statusCode(200);
    }

    @Test
    void what_cannot_be_exported_is_refused() {
        get("/reading/export?format=xml").statusCode(400).body("message", containsString("xml"));
        get("/reading/export?start=soon").statusCode(400).body("message", containsString("soon"));
        get("/event/export?start=2&end=1").statusCode(400);
        assertThat(export("/event/export", Map.of("device", "nobody", "format", "jsonl")))
                .isEmpty();
    }

    private String many() {
        String device = unique("fleet");
        for (int first = 0; first < MANY; first += BATCH) {
            int from = first;
            store.add(IntStream.range(from, from + BATCH)
                    .mapToObj(i -> Given.event(device, ORIGIN + i * 1_000L, "18." + i, "40", "1013." + i))
                    .toList());
        }
        return device;
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static String export(String path, Map<String, String> query) {
        return new String(
                given().queryParams(query)
                        .get("/core-data/api/v3" + path)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray(),
                StandardCharsets.UTF_8);
    }

    private static JsonNode tree(String path, Object... names) throws IOException {
        return Json.mapper().readTree(get(path, names).extract().asByteArray());
    }

    private static JsonNode tree(String line) {
        try {
            return Json.mapper().readTree(line);
        } catch (IOException noJson) {
            throw new AssertionError(line, noJson);
        }
    }

    /** A client whose reading is ours to time. */
    private static Socket ask(String path, String header) throws IOException {
        Socket client = new Socket("localhost", RestAssured.port);
        client.setReceiveBufferSize(8192);
        client.getOutputStream()
                .write(("GET /core-data/api/v3" + path + " HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        return client;
    }

    private static InputStream body(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        assertThat(head.toString()).startsWith("HTTP/1.1 200").containsIgnoringCase("content-encoding: gzip");
        return in;
    }
}

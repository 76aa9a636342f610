package io.hearth.coredata.reading;

import static io.hearth.coredata.Rest.get;
import static io.hearth.coredata.Rest.post;
import static io.hearth.coredata.Rest.unique;
import static io.hearth.coredata.store.Given.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingId;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.coredata.store.Given;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reading has the same id wherever and whenever it is read: that of its event and its place in it. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class ReadingIdsTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 5})
    void a_reading_has_one_id_on_every_route_and_not_the_one_that_its_sender_gave_it(long apart) throws IOException {
        String device = unique("boiler");
        UUID event = UUID.randomUUID();
        post(event(device, event, apart)).statusCode(201);

        Map<String, String> expected = Map.of(
                "first", ReadingId.of(event, 0).toString(),
                "second", ReadingId.of(event, 1).toString());
        assertThat(ids(answer("/event/id/{id}", event).at("/event/readings"))).isEqualTo(expected);
        for (String numeric : List.of("", "?numeric=true")) {
            assertThat(ids(answer("/event/device/name/{d}" + numeric, device).at("/events/0/readings")))
                    .isEqualTo(expected);
            assertThat(ids(answer("/reading/device/name/{d}" + numeric, device).path("readings")))
                    .isEqualTo(expected);
        }
        assertThat(ids(answer("/reading/device/name/{d}/start/0/end/{e}", device, ORIGIN + 9)
                        .path("readings")))
                .isEqualTo(expected);
        assertThat(ids(answer("/reading/latest?device={d}", device).path("readings")))
                .isEqualTo(expected);
        assertThat(ids(answer("/event/export?format=jsonl&device={d}", device).path("readings")))
                .isEqualTo(expected);
    }

    /** The readings' origins are so far apart, the later one the newer: they are read the other way round. */
    private static Event event(String device, UUID id, long apart) {
        return Given.event(id, device, ORIGIN, List.of(reading(device, "first", 0), reading(device, "second", apart)));
    }

    private static Reading reading(String device, String resource, long later) {
        return new Reading(
                UUID.randomUUID().toString(),
                ORIGIN + later,
                device,
                resource,
                "profile",
                "Float64",
                "",
                null,
                new ReadingValue.Simple("18.5"));
    }

    private static Map<String, String> ids(JsonNode readings) {
        return StreamSupport.stream(readings.spliterator(), false)
                .collect(
                        Collectors.toMap(reading -> reading.path("resourceName").asText(), reading -> reading.path("id")
                                .asText()));
    }

    private static JsonNode answer(String path, Object... parameters) throws IOException {
        return Json.mapper()
                .readTree(get(path, parameters).statusCode(200).extract().asByteArray());
    }
}

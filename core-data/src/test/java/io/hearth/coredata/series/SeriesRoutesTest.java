package io.hearth.coredata.series;

import static io.hearth.coredata.Rest.get;
import static io.hearth.coredata.Rest.post;
import static io.hearth.coredata.Rest.unique;
import static io.hearth.coredata.store.Given.event;
import static io.hearth.coredata.store.Given.reading;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.hearth.contracts.event.ReadingValue;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class SeriesRoutesTest {
    private static final long SECOND = 1_000_000_000;
    private static final long HOUR = 3600 * SECOND;
    private static final String ROUTE = "/reading/device/name/{name}/resourceName/resource0/series";
    /** A full hour, three hours ago. */
    private static final long START = System.currentTimeMillis() / 3_600_000 * HOUR - 3 * HOUR;

    @Test
    void a_point_has_the_least_greatest_mean_last_and_number_of_its_readings() {
        String device = unique("boiler 1/2");
        post(event(device, START + 30 * SECOND, "3")).statusCode(201);
        post(event(device, START + 10 * SECOND, "5")).statusCode(201);
        post(event(device, START + 20 * SECOND, "1")).statusCode(201);
        post(event(device, START + 7200 * SECOND, "9")).statusCode(201);

        get(ROUTE + "?start={start}&end={end}&points=3", device, START, START + 3 * HOUR)
                .statusCode(200)
                .body("apiVersion", equalTo("v3"))
                .body("deviceName", equalTo(device))
                .body("resourceName", equalTo("resource0"))
                .body("from", equalTo("hour"))
                .body("points", hasSize(2))
                .body("points[0].origin", equalTo(START))
                .body("points[0].min", equalTo(1f))
                .body("points[0].max", equalTo(5f))
                .body("points[0].avg", equalTo(3f))
                .body("points[0].last", equalTo(3f))
                .body("points[0].count", equalTo(3))
                .body("points[1].origin", equalTo(START + 2 * HOUR))
                .body("points[1].last", equalTo(9f));
    }

    @Test
    void points_come_from_what_is_fine_enough() {
        String device = unique("boiler");
        for (int i = 0; i < 10; i++) {
            post(event(device, START + i * 30 * SECOND, Integer.toString(i))).statusCode(201);
        }
        String range = "?start=" + START + "&end=";

        get(ROUTE + range + (START + 5 * 60 * SECOND) + "&points=10", device)
                .body("from", equalTo("reading"))
                .body("points", hasSize(10))
                .body("points[9].last", equalTo(9f));
        get(ROUTE + range + (START + 5 * 60 * SECOND) + "&points=5", device)
                .body("from", equalTo("minute"))
                .body("points", hasSize(5))
                .body("points[4].min", equalTo(8f));
        get(ROUTE + range + (START + 5 * 60 * SECOND) + "&interval=1m", device)
                .body("from", equalTo("minute"))
                .body("points", hasSize(5));
        get(ROUTE + range + (START + HOUR) + "&interval=1h", device)
                .body("from", equalTo("hour"))
                .body("points", hasSize(1))
                .body("points[0].count", equalTo(10));
        get(ROUTE, device).statusCode(200).body("points[0].min", equalTo(0f));
    }

    @Test
    void points_of_readings_go_by_the_origins_of_the_readings_not_of_their_events() {
        String device = unique("boiler");
        long minute = START + HOUR / 2;
        for (int i = 0; i < 3; i++) {
            long measured = minute + (10 + 10 * i) * SECOND;
            long sent = measured + (i - 1) * 600 * SECOND;
            post(event(
                            UUID.randomUUID(),
                            device,
                            sent,
                            List.of(reading(
                                    device, "resource0", measured, new ReadingValue.Simple(Integer.toString(i))))))
                    .statusCode(201);
        }
        post(event(device, minute + 300 * SECOND, "7")).statusCode(201);

        get(ROUTE + "?start=" + minute + "&end=" + (minute + 60 * SECOND) + "&interval=10s", device)
                .statusCode(200)
                .body("from", equalTo("reading"))
                .body("points.origin", contains(minute + 10 * SECOND, minute + 20 * SECOND, minute + 30 * SECOND))
                .body("points.avg", contains(0f, 1f, 2f));
    }

    @Test
    void a_resource_without_numbers_has_no_points() {
        get(ROUTE, unique("nobody")).statusCode(200).body("points", hasSize(0));
        get(ROUTE + "?start=5&end=5", unique("nobody")).statusCode(200).body("points", hasSize(0));
        get(ROUTE + "?start=0&end=9223372036854775807", unique("nobody")).statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "start=now",
                "end=-1",
                "start=2&end=1",
                "points=0",
                "points=5001",
                "points=x",
                "interval=5",
                "interval=0s",
                "interval=-1m",
                "interval=1ms",
                "interval=1h&points=5",
                "start=9223372036854775808"
            })
    void a_query_that_makes_no_series_is_refused(String query) {
        get(ROUTE + "?" + query, unique("boiler")).statusCode(400).body("message", containsString("query parameter"));
    }
}

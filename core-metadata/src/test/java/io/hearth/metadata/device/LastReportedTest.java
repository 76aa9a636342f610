package io.hearth.metadata.device;

import static io.hearth.metadata.Given.changed;
import static io.hearth.metadata.Given.delete;
import static io.hearth.metadata.Given.device;
import static io.hearth.metadata.Given.deviceRequest;
import static io.hearth.metadata.Given.get;
import static io.hearth.metadata.Given.profile;
import static io.hearth.metadata.Given.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.event.LastReported;
import io.hearth.metadata.Given;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a device last reported, as core-data tells it on the bus. */
@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class LastReportedTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String TOPIC = "edgex/last-reported/core-data";
    private static final long EARLIER = 1_700_000_000_000L;
    private static final long LATER = 1_700_000_001_000L;

    @Inject
    Bus bus;

    private String service;
    private String profile;
    private String boiler;

    @BeforeEach
    void a_device() {
        await().atMost(SOON).until(bus::connected);
        service = service();
        profile = profile();
        boiler = device(service, profile);
    }

    @Test
    void a_device_that_never_reported_has_no_such_field() {
        get("/device/name/{n}", boiler).body("device.lastReported", nullValue());
    }

    @Test
    void what_core_data_tells_is_in_every_answer_that_has_the_device() {
        tell(Map.of(boiler, LATER));

        until(boiler, LATER);
        String id = get("/device/name/{n}", boiler).extract().path("device.id");
        get("/device/id/{id}", id).body("device.lastReported", equalTo(LATER));
        get("/device/service/name/{s}", service).body("devices[0].lastReported", equalTo(LATER));
        get("/device/profile/name/{p}", profile).body("devices[0].lastReported", equalTo(LATER));
    }

    @Test
    void a_report_does_not_change_the_device() {
        Long modified = get("/device/name/{n}", boiler).extract().path("device.modified");
        tell(Map.of(boiler, LATER));
        until(boiler, LATER);

        get("/device/name/{n}", boiler).body("device.modified", equalTo(modified));
        assertThat(changed(boiler, "\"description\":\"x\"")).isEqualTo(200);
        get("/device/name/{n}", boiler).body("device.lastReported", equalTo(LATER));
    }

    @Test
    void an_earlier_time_that_comes_later_is_passed_over() {
        tell(Map.of(boiler, LATER));
        String other = device(service, profile);
        tell(Map.of(boiler, EARLIER, other, EARLIER));

        until(other, EARLIER);
        until(boiler, LATER);
    }

    @Test
    void a_device_deleted_takes_its_time_with_it() {
        tell(Map.of(boiler, LATER));
        until(boiler, LATER);

        delete("/device/name/{n}", boiler).statusCode(200);
        // What is told of a device that is gone is of nobody.
        tell(Map.of(boiler, LATER));
        String other = device(service, profile);
        tell(Map.of(other, LATER));
        until(other, LATER);

        Given.addDevices(deviceRequest(boiler, service, profile));
        get("/device/name/{n}", boiler).body("device.lastReported", nullValue());
    }

    @Test
    void a_message_that_cannot_be_read_stops_no_other() {
        bus.publishAndWait(TOPIC, "no envelope".getBytes(StandardCharsets.UTF_8));
        bus.publishAndWait(TOPIC, EnvelopeCodec.encode(Envelope.event(Map.of("devices", Map.of(boiler, "soon")))));
        bus.publishAndWait(TOPIC, EnvelopeCodec.encode(Envelope.event(null)));
        tell(Map.of(boiler, LATER));

        until(boiler, LATER);
    }

    private void tell(Map<String, Long> devices) {
        bus.publishAndWait(TOPIC, EnvelopeCodec.encode(Envelope.event(new LastReported(devices))));
    }

    private static void until(String device, long time) {
        await().atMost(SOON)
                .untilAsserted(() -> get("/device/name/{n}", device).body("device.lastReported", equalTo(time)));
    }
}

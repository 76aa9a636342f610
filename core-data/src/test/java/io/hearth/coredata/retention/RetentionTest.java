package io.hearth.coredata.retention;

import static io.hearth.coredata.Rest.get;
import static io.hearth.coredata.Rest.post;
import static io.hearth.coredata.Rest.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.Topics;
import io.hearth.contracts.metadata.AdminState;
import io.hearth.contracts.metadata.AutoEvent;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.OperatingState;
import io.hearth.contracts.metadata.Retention;
import io.hearth.contracts.metadata.SystemEvent;
import io.hearth.coredata.store.Given;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.live.LiveConfig;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(value = WithDevices.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RetentionTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long HOUR = 3_600_000_000_000L;
    private static final long NOW = System.currentTimeMillis() * 1_000_000;

    @Inject
    Bus bus;

    @Inject
    LiveConfig live;

    @Inject
    RetentionCycle cycle;

    @Inject
    DeviceChanges changes;

    /** First, since core-metadata was never read before. */
    @Test
    @Order(1)
    void nothing_goes_until_the_rules_are_known_and_then_what_no_rule_keeps() throws InterruptedException {
        String kept = unique("kept");
        String gone = unique("gone");
        WithDevices.DEVICES.add(device(unique("other"), List.of()));
        WithDevices.DEVICES.add(
                device(kept, List.of(new AutoEvent("1s", false, 0, "sou.*", new Retention(0, -1, "20000h")))));
        for (String name : List.of(kept, gone)) {
            for (long hours : new long[] {300, 200, 100}) {
                post(Given.event(name, NOW - hours * HOUR, "1")).statusCode(201);
            }
        }
        assertThat(cycle.refresh()).isFalse();

        WithDevices.away = false;

        await().atMost(SOON).untilAsserted(() -> assertThat(count(gone)).isEqualTo(2));
        assertThat(count(kept)).isEqualTo(3);
    }

    @Test
    @Order(2)
    void rules_once_known_are_gone_by_while_core_metadata_is_away() throws InterruptedException {
        WithDevices.away = true;
        String device = unique("gone");
        post(Given.event(device, NOW - 300 * HOUR, "1")).statusCode(201);
        post(Given.event(device, NOW - 200 * HOUR, "1")).statusCode(201);

        await().atMost(SOON).untilAsserted(() -> assertThat(count(device)).isEqualTo(1));
        assertThat(cycle.refresh()).isTrue();
        WithDevices.away = false;
    }

    @Test
    @Order(3)
    void the_data_of_a_deleted_device_goes_when_the_setting_says_so() {
        String device = unique("boiler");
        String next = unique("boiler");
        post(Given.event(device, NOW, "1")).statusCode(201);
        post(Given.event(next, NOW, "1")).statusCode(201);

        live.set("core-data", "Writable/EventPurge", "false");
        changes.handle(List.of(deletion(device, NOW + HOUR)));
        live.set("core-data", "Writable/EventPurge", "true");
        tellDeleted(next, NOW + HOUR);

        await().atMost(SOON).untilAsserted(() -> assertThat(count(next)).isZero());
        assertThat(count(device)).isEqualTo(1);
    }

    @Test
    @Order(4)
    void what_a_device_sent_after_its_deletion_stays() {
        String device = unique("boiler");
        post(Given.event(device, NOW - HOUR, "1")).statusCode(201);
        post(Given.event(device, NOW, "1")).statusCode(201);

        tellDeleted(device, NOW - 1);

        await().atMost(SOON).untilAsserted(() -> assertThat(count(device)).isEqualTo(1));
        get("/reading/latest?device={name}", device).statusCode(200);
    }

    @Test
    @Order(5)
    void what_core_keeper_says_of_retention_holds_without_a_restart() {
        WithDevices.away = false;
        live.set("core-data", "Retention/Interval", "0s");
        live.set("core-data", "Retention/DefaultMinCap", "-1");
        live.set("core-data", "Retention/DefaultDuration", "20h");
        String device = unique("boiler");
        for (long hours : new long[] {100, 50, 10}) {
            post(Given.event(device, NOW - hours * HOUR, "1")).statusCode(201);
        }

        // Rounds are due every second by what the service was started with, and there are none.
        await().during(Duration.ofMillis(2500)).atMost(SOON).until(() -> count(device) == 3);

        live.set("core-data", "Retention/Interval", "1s");
        await().atMost(SOON).untilAsserted(() -> assertThat(count(device)).isEqualTo(1));
        get("/config")
                .body("config.Retention.DefaultMinCap", equalTo(-1))
                .body("config.Retention.DefaultDuration", equalTo("20h0m0s"));
    }

    private void tellDeleted(String name, long timestamp) {
        BusMessage message = deletion(name, timestamp);
        bus.publishAndWait(message.topic(), message.payload());
    }

    private static BusMessage deletion(String name, long timestamp) {
        SystemEvent event = new SystemEvent(
                "v3", "device", "delete", "core-metadata", "service", null, device(name, List.of()), timestamp);
        return new BusMessage(
                Topics.DEFAULT.systemEvent("core-metadata", "device", "delete", "service", "p"),
                EnvelopeCodec.encode(Envelope.event(event)));
    }

    private static Device device(String name, List<AutoEvent> autoEvents) {
        return new Device(
                null,
                null,
                "",
                name,
                "",
                "",
                AdminState.UNLOCKED,
                OperatingState.UP,
                List.of(),
                null,
                "service",
                "p",
                autoEvents,
                Map.of(),
                Map.of(),
                Map.of());
    }

    private static int count(String device) {
        return get("/event/count/device/name/{name}", device).extract().path("count");
    }
}

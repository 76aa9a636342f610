package io.hearth.device.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.metadata.AdminState;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceService;
import io.hearth.contracts.metadata.SystemEvent;
import io.hearth.device.MetadataPlayer;
import io.hearth.device.Samples;
import io.hearth.device.ServiceKey;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.mapping.MappingIndex;
import io.hearth.runtime.bus.BusMessage;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an instance knows of its own devices, and of those of other instances. */
class RegistryTest {
    private static final ServiceKey NORTH = new ServiceKey("device-mqtt_north");

    private final MetadataPlayer metadata = new MetadataPlayer();
    private final MetadataClient client =
            new MetadataClient(URI.create(metadata.url()), Duration.ofSeconds(5), 1_000_000);
    private final DeviceCatalog catalog = new DeviceCatalog(Samples.RULES);
    private final Registry registry = new Registry(NORTH, client, catalog, Samples.RULES);
    private final SystemEvents systemEvents = new SystemEvents(NORTH);

    @BeforeEach
    void three_services() throws InterruptedException {
        for (String service : List.of("device-mqtt", NORTH.value(), "device-modbus")) {
            metadata.services.put(service, Json.mapper().valueToTree(service(service, AdminState.UNLOCKED)));
        }
        metadata.profiles.put("boiler", Json.mapper().valueToTree(Samples.profile(Samples.BOILER)));
        Stream.of(of("ours", NORTH.value()), of("theirs", "device-mqtt"), of("meter", "device-modbus"))
                .forEach(device ->
                        metadata.devices.put(device.name(), Json.mapper().valueToTree(device)));
        registry.reload();
    }

    @AfterEach
    void stop() {
        client.close();
        metadata.close();
    }

    private static DeviceService service(String name, AdminState state) {
        return new DeviceService(null, null, "", name, "", List.of(), "http://localhost:1", state, Map.of());
    }

    private static Device of(String name, String service) {
        Device device = Samples.device(name, "boiler");
        return new Device(
                null,
                null,
                "",
                name,
                "",
                "",
                device.adminState(),
                device.operatingState(),
                List.of(),
                null,
                service,
                "boiler",
                List.of(),
                device.protocols(),
                Map.of(),
                Map.of());
    }

    private void told(String type, String action, Object details) throws InterruptedException {
        SystemEvent event = new SystemEvent("v3", type, action, "core-metadata", "x", null, details, 1);
        registry.apply(List.of(systemEvents.read(
                new BusMessage("edgex/system-events/x", EnvelopeCodec.encode(Envelope.event(event))))));
    }

    private static List<String> names(MappingIndex index) {
        return index.devices().stream().map(MappedDevice::name).toList();
    }

    @Test
    void devices_of_other_instances_are_known_as_theirs_and_those_of_other_kinds_of_services_not_at_all() {
        assertThat(names(catalog.index())).containsExactly("ours");
        assertThat(names(catalog.elsewhere())).containsExactly("theirs");
        assertThat(catalog.elsewhere().isConcernedBy("home/theirs/status")).isTrue();
        assertThat(catalog.elsewhere().isConcernedBy("home/meter/status")).isFalse();
    }

    @Test
    void nothing_is_subscribed_to_for_devices_of_others() throws InterruptedException {
        told("device", "delete", of("ours", NORTH.value()));

        assertThat(catalog.index().filters()).containsExactly("incoming/data/#");
        assertThat(names(catalog.elsewhere())).containsExactly("theirs");
    }

    @Test
    void a_device_that_moves_between_instances_is_of_one_of_them_at_a_time() throws InterruptedException {
        told("device", "update", of("ours", "device-mqtt"));
        assertThat(names(catalog.index())).isEmpty();
        assertThat(names(catalog.elsewhere())).containsExactlyInAnyOrder("ours", "theirs");

        told("device", "update", of("theirs", NORTH.value()));
        assertThat(names(catalog.index())).containsExactly("theirs");
        assertThat(names(catalog.elsewhere())).containsExactly("ours");
    }

    @Test
    void a_device_of_another_instance_that_is_deleted_or_moved_away_is_known_no_longer() throws InterruptedException {
        told("device", "add", of("more", "device-mqtt"));
        assertThat(names(catalog.elsewhere())).containsExactly("theirs", "more");

        told("device", "delete", of("theirs", "device-mqtt"));
        told("device", "update", of("more", "device-modbus"));
        assertThat(names(catalog.elsewhere())).isEmpty();
    }

    @Test
    void another_service_that_is_locked_does_not_lock_this_one() throws InterruptedException {
        told("deviceservice", "update", service("device-mqtt", AdminState.LOCKED));
        assertThat(catalog.serviceLocked()).isFalse();

        told("deviceservice", "update", service(NORTH.value(), AdminState.LOCKED));
        assertThat(catalog.serviceLocked()).isTrue();
    }
}

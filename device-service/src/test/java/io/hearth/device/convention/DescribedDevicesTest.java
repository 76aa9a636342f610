package io.hearth.device.convention;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.device.DeviceConfig;
import io.hearth.device.MetadataPlayer;
import io.hearth.device.Samples;
import io.hearth.device.registry.CatalogBeside;
import io.hearth.device.registry.DeviceCatalog;
import io.hearth.device.registry.MetadataEntriesOf;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two instances of the device service that hear the same device tell of itself. */
class DescribedDevicesTest {
    private static final Described LAMP = new Described("homie", "homie/lamp", "lamp", "", "", Map.of());

    private final MetadataPlayer metadata = new MetadataPlayer();
    private final List<DeviceResource> resources =
            Samples.profile(Samples.THERMOMETER).deviceResources();

    @AfterEach
    void stop() {
        metadata.close();
    }

    private DescribedDevices instance(String key) {
        return instance(key, new DeviceCatalog(Samples.RULES));
    }

    private DescribedDevices instance(String key, DeviceCatalog catalog) {
        DeviceConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(DeviceConfig.class)
                .withSources(new PropertiesConfigSource(
                        Map.of("hearth.device.metadata-url", metadata.url(), "hearth.device.service-key", key),
                        "test",
                        100))
                .build()
                .getConfigMapping(DeviceConfig.class);
        return new DescribedDevices(config, catalog, MetadataEntriesOf.config(config));
    }

    private Placement put(String key) throws InterruptedException {
        return instance(key).put(LAMP, there -> resources);
    }

    private void has(String service) {
        JsonNode lamp = Json.mapper()
                .valueToTree(Map.of(
                        "name",
                        "lamp",
                        "serviceName",
                        service,
                        "protocols",
                        Map.of("homie", Map.of("id", "homie/lamp"))));
        metadata.devices.put("lamp", lamp);
    }

    private long changes() {
        return metadata.asked.stream()
                .filter(request -> !request.startsWith("GET "))
                .count();
    }

    @Test
    void the_first_has_it_and_the_other_leaves_it_alone() throws InterruptedException {
        assertThat(put("device-mqtt_north")).isEqualTo(new Placement.Placed("lamp"));
        assertThat(metadata.devices.get("lamp").path("serviceName").asText()).isEqualTo("device-mqtt_north");
        long before = changes();

        assertThat(put("device-mqtt")).isEqualTo(new Placement.Elsewhere());
        assertThat(changes()).isEqualTo(before);
    }

    @Test
    void each_goes_on_keeping_its_own() throws InterruptedException {
        has("device-mqtt");

        assertThat(put("device-mqtt")).isEqualTo(new Placement.Placed("lamp"));
        assertThat(metadata.profiles).containsKey("homie.lamp");
    }

    @Test
    void a_device_that_is_called_otherwise_by_now_is_the_other_s_still() throws InterruptedException {
        Device known = Samples.device("lamp", "lamp");
        known.protocols().put("homie", Map.of("id", "homie/lamp"));
        Described renamed = new Described("homie", "homie/lamp", "reading lamp", "", "", Map.of());

        Placement placement = instance("device-mqtt", CatalogBeside.of(Samples.index(List.of(known))))
                .put(renamed, there -> resources);

        assertThat(placement).isEqualTo(new Placement.Elsewhere());
        assertThat(metadata.devices).isEmpty();
    }

    @Test
    void a_device_of_that_name_that_is_another_one_is_not_taken_for_it() throws InterruptedException {
        metadata.devices.put(
                "lamp",
                Json.mapper()
                        .valueToTree(
                                Map.of("name", "lamp", "serviceName", "device-mqtt_north", "protocols", Map.of())));

        assertThat(put("device-mqtt")).isInstanceOf(Placement.Placed.class).isNotEqualTo(new Placement.Placed("lamp"));
    }
}

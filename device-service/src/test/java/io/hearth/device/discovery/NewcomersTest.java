package io.hearth.device.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.codec.Json;
import io.hearth.device.DeviceConfig;
import io.hearth.device.MetadataPlayer;
import io.hearth.device.Samples;
import io.hearth.device.registry.DeviceCatalog;
import io.hearth.device.registry.MetadataEntriesOf;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NewcomersTest {
    private static final String WATCHER = """
            {"name":"any","serviceName":"device-mqtt","identifiers":{"name":"^room"},"adminState":"UNLOCKED",
             "discoveredDevice":{"profileName":"room-thermometer","adminState":"UNLOCKED"}}""";

    private final MetadataPlayer metadata = new MetadataPlayer();

    @AfterEach
    void stop() {
        metadata.close();
    }

    private static UnknownDevices.Unknown unknown(String name) {
        return new UnknownDevices.Unknown(name, "home/" + name + "/temperature", 1, 1, 1);
    }

    private long posted() {
        return metadata.asked.stream()
                .filter(request -> request.startsWith("POST "))
                .count();
    }

    @Test
    void a_name_of_another_service_is_tried_once_and_takes_no_ones_place() throws Exception {
        DeviceConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(DeviceConfig.class)
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "hearth.device.metadata-url",
                                metadata.url(),
                                "hearth.device.discovery.max-per-minute",
                                "1"),
                        "test",
                        100))
                .build()
                .getConfigMapping(DeviceConfig.class);
        metadata.watchers.put("any", Json.mapper().readTree(WATCHER));
        metadata.devices.put("room-1", Json.mapper().createObjectNode().put("serviceName", "another"));
        Newcomers newcomers = new Newcomers(config, new DeviceCatalog(Samples.RULES), MetadataEntriesOf.config(config));

        assertThat(newcomers.take(unknown("room-1"))).isEqualTo(Newcomers.Fate.TAKEN);
        assertThat(newcomers.take(unknown("room-1"))).isEqualTo(Newcomers.Fate.TAKEN);
        assertThat(posted()).isEqualTo(1);
        assertThat(newcomers.take(unknown("room-2"))).isEqualTo(Newcomers.Fate.ADDED);
    }

    @Test
    void a_taken_name_is_tried_again_after_an_hour_and_a_bounded_number_is_remembered() {
        TakenNames taken = new TakenNames(2);
        taken.add("a", 0);
        assertThat(taken.recently("a", 3_599_000_000_000L)).isTrue();
        assertThat(taken.recently("a", 3_600_000_000_000L)).isFalse();
        taken.add("b", 0);
        taken.add("c", 0);
        assertThat(taken.recently("a", 1)).isFalse();
        assertThat(taken.recently("c", 1)).isTrue();
    }
}

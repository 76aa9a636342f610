package io.hearth.device.discovery;

import io.hearth.contracts.codec.Json;
import io.hearth.device.MetadataPlayer;
import io.hearth.device.Samples;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/** A core-metadata that keeps what it is told, with one thermometer and discovery switched on. */
public class WithMetadataPlayer implements QuarkusTestResourceLifecycleManager {
    static volatile MetadataPlayer metadata;

    @Override
    public Map<String, String> start() {
        metadata = new MetadataPlayer();
        metadata.profiles.put("room-thermometer", Json.mapper().valueToTree(Samples.profile(Samples.THERMOMETER)));
        metadata.devices.put("livingroom", Json.mapper().valueToTree(Samples.device("livingroom", "room-thermometer")));
        try {
            return Map.of(
                    "hearth.device.metadata-url", metadata.url(),
                    "hearth.device.data-dir",
                            Files.createTempDirectory("hearth-device-mqtt").toString(),
                    "hearth.device.discovery.enabled", "true",
                    "hearth.device.discovery.interval", "0s",
                    "hearth.device.discovery.watchers-age", "0s",
                    "hearth.device.discovery.max-per-minute", "3",
                    "hearth.redis.required", "false");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        metadata.close();
    }
}

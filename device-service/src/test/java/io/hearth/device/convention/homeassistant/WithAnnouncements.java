package io.hearth.device.convention.homeassistant;

import io.hearth.device.MetadataPlayer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/** An empty core-metadata that keeps what it is told, and the conventions switched on. */
public final class WithAnnouncements implements QuarkusTestResourceLifecycleManager {
    static final int PER_MINUTE = 6;
    static volatile MetadataPlayer metadata;

    @Override
    public Map<String, String> start() {
        metadata = new MetadataPlayer();
        try {
            return Map.of(
                    "hearth.device.metadata-url", metadata.url(),
                    "hearth.device.data-dir",
                            Files.createTempDirectory("hearth-device-mqtt").toString(),
                    // This core-metadata tells nobody of its changes.
                    "hearth.device.refresh-interval", "300ms",
                    "hearth.device.conventions.home-assistant.enabled", "true",
                    "hearth.device.conventions.homie.enabled", "true",
                    "hearth.device.conventions.max-waiting", "100",
                    "hearth.device.discovery.max-per-minute", Integer.toString(PER_MINUTE),
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

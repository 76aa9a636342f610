package io.hearth.device.convention.sparkplug;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import io.hearth.device.MetadataPlayer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/** An empty core-metadata that keeps what it is told, and Sparkplug B switched on. */
public final class WithSparkplug implements QuarkusTestResourceLifecycleManager {
    static volatile MetadataPlayer metadata;

    @Override
    public Map<String, String> start() {
        metadata = new MetadataPlayer();
        try {
            // Anybody may write such an id.
            metadata.devices.put("bad", Json.read("""
                {"name":"bad","serviceName":"device-mqtt","profileName":"none","adminState":"UNLOCKED",
                 "operatingState":"UP","protocols":{"sparkplug":{"id":"g/+"}}}""".getBytes(UTF_8), JsonNode.class));
            return Map.of(
                    "hearth.device.metadata-url", metadata.url(),
                    "hearth.device.data-dir",
                            Files.createTempDirectory("hearth-device-mqtt").toString(),
                    // This core-metadata tells nobody of its changes.
                    "hearth.device.refresh-interval", "300ms",
                    // Nor does it say when it changed what, so that a state that was told may go by unseen.
                    "hearth.device.online.retry", "1s",
                    "hearth.device.conventions.sparkplug.enabled", "true",
                    "hearth.device.conventions.sparkplug.host-id", "hearth",
                    "hearth.device.conventions.sparkplug.rebirth-interval", "1s",
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

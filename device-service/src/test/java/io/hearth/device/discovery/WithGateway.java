package io.hearth.device.discovery;

import io.hearth.contracts.codec.Json;
import io.hearth.device.Incoming;
import io.hearth.device.Samples;
import java.util.Map;

/** As {@link WithMetadataPlayer}, with a gateway whose messages have many devices in them, of which {@code s1} is known. */
public final class WithGateway extends WithMetadataPlayer {
    @Override
    public Map<String, String> start() {
        Map<String, String> config = super.start();
        String profile = Incoming.profile(
                "gateway-sensor", "t Float64 { topic: gw/batch, each: /sensors, device: /id, pointer: /t }");
        metadata.profiles.put("gateway-sensor", Json.mapper().valueToTree(Samples.profile(profile)));
        metadata.devices.put("s1", Json.mapper().valueToTree(Samples.device("s1", "gateway-sensor")));
        return config;
    }
}

package io.hearth.device.convention.homie;

import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.device.convention.PlainName;
import io.hearth.device.intake.DeviceMessage;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Homie devices that tell of themselves, without a broker and core-metadata. */
public final class HomieAnnounced {
    private final Map<String, Map<String, DeviceMessage>> devices = new HashMap<>();

    /** What a device is after it has told something. */
    public record Told(String device, List<DeviceResource> resources) {}

    public static boolean isAttribute(String topic) {
        return HomieTopic.of("homie", topic).isPresent();
    }

    /** Empty while the device has not told all. */
    public Optional<Told> take(String topic, String payload) {
        HomieTopic place = HomieTopic.of("homie", topic).orElseThrow();
        Map<String, DeviceMessage> attributes = devices.computeIfAbsent(place.device(), id -> new HashMap<>());
        attributes.put(
                place.path(),
                new DeviceMessage(
                        topic, payload.getBytes(StandardCharsets.UTF_8), 0, false, OptionalLong.empty(), () -> {}));
        return new HomieDevice("homie", place.device(), attributes)
                .understood()
                .map(all -> new Told(PlainName.of(all.device().name()), all.resources()));
    }
}

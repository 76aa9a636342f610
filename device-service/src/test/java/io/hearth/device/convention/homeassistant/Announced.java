package io.hearth.device.convention.homeassistant;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.device.Incoming;
import io.hearth.device.Samples;
import io.hearth.device.convention.PlainName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Devices that announce themselves, without a broker and core-metadata. */
public final class Announced {
    private final Map<String, List<DeviceResource>> resources = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();

    /** What there is to say of a message. */
    public record Told(String device, List<String> wrong) {}

    public static boolean isConfig(String topic) {
        return ConfigTopic.of("homeassistant", topic).isPresent();
    }

    /** Takes a discovery message; what is wrong with all of it comes as an {@link IllegalArgumentException}. */
    public Told take(String topic, String payload) {
        try {
            Announcement announcement = Announcement.of(
                    ConfigTopic.of("homeassistant", topic).orElseThrow(), payload.getBytes(StandardCharsets.UTF_8));
            String id = announcement.device().id();
            String name = names.computeIfAbsent(
                    id, first -> PlainName.of(announcement.device().name()));
            List<DeviceResource> has = resources.getOrDefault(name, List.of());
            resources.put(name, ResourceMerge.of(has, topic, announcement.drafts()));
            return new Told(name, announcement.wrong());
        } catch (NotUnderstood | IOException wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
    }

    public void withdraw(String topic) {
        resources.replaceAll((device, has) -> ResourceMerge.of(has, topic, List.of()));
    }

    /** A device that told of itself in another way. */
    public void has(String device, List<DeviceResource> told) {
        resources.put(device, told);
    }

    public List<DeviceResource> of(String device) {
        return resources.get(device);
    }

    public DeviceResource resource(String device, String name) {
        return of(device).stream()
                .filter(resource -> resource.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The devices as they are now, and what becomes of their messages. */
    public Incoming incoming() {
        List<Device> devices = new ArrayList<>();
        List<String> profiles = new ArrayList<>();
        resources.forEach((name, has) -> {
            devices.add(Samples.device(name, name));
            profiles.add(json(new DeviceProfile(null, null, null, "", name, "", "", "", List.of(), 0, has, List.of())));
        });
        return Incoming.of(devices, profiles.toArray(String[]::new));
    }

    private static String json(DeviceProfile profile) {
        try {
            return Json.mapper().writeValueAsString(profile);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

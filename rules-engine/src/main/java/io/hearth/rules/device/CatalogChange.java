package io.hearth.rules.device;

import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.MalformedEnvelope;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.SystemEvent;
import io.hearth.runtime.bus.BusMessage;

/** What core-metadata told about a device or a profile. */
sealed interface CatalogChange {
    /** A device is there, new or changed. */
    record DevicePresent(Device device) implements CatalogChange {}

    /** A device was deleted. */
    record DeviceGone(String name) implements CatalogChange {}

    /** A profile is there, new or changed. */
    record ProfilePresent(DeviceProfile profile) implements CatalogChange {}

    /** A profile was deleted. */
    record ProfileGone(String name) implements CatalogChange {}

    /** It cannot be read, so that nobody knows what has changed. */
    record Unreadable(String reason) implements CatalogChange {}

    /** Reads a system event (EdgeX message bus, system events). */
    static CatalogChange read(BusMessage message) {
        try {
            SystemEvent event =
                    EnvelopeCodec.decode(message.payload(), SystemEvent.class).payload();
            return event == null ? new Unreadable("it has no payload") : of(event);
        } catch (MalformedEnvelope | IllegalArgumentException unreadable) {
            return new Unreadable(unreadable.getMessage());
        }
    }

    private static CatalogChange of(SystemEvent event) {
        boolean gone = "delete".equals(event.action());
        return switch (String.valueOf(event.type())) {
            case "device" -> {
                Device device = Json.mapper().convertValue(event.details(), Device.class);
                yield device == null || device.name() == null
                        ? new Unreadable("it names no device")
                        : gone ? new DeviceGone(device.name()) : new DevicePresent(device);
            }
            case "deviceprofile" -> {
                DeviceProfile profile = Json.mapper().convertValue(event.details(), DeviceProfile.class);
                yield profile == null || profile.name() == null
                        ? new Unreadable("it names no profile")
                        : gone ? new ProfileGone(profile.name()) : new ProfilePresent(profile);
            }
            case String other -> new Unreadable("its type is " + other);
        };
    }
}

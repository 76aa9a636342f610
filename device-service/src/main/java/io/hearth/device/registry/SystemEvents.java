package io.hearth.device.registry;

import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.bus.MalformedEnvelope;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceService;
import io.hearth.contracts.metadata.SystemEvent;
import io.hearth.device.ServiceKey;
import io.hearth.runtime.bus.BusMessage;
import org.jboss.logging.Logger;

/** Reads system events of core-metadata (EdgeX message bus, system events). */
final class SystemEvents {
    private static final Logger LOG = Logger.getLogger(SystemEvents.class);

    private final ServiceKey service;

    /** As they are for this service. */
    SystemEvents(ServiceKey service) {
        this.service = service;
    }

    /** What the message means; one that cannot be read is told of and means nothing: the next full reading makes up for it. */
    Change read(BusMessage message) {
        try {
            SystemEvent event =
                    EnvelopeCodec.decode(message.payload(), SystemEvent.class).payload();
            return event == null ? new Change.Nothing() : change(event);
        } catch (MalformedEnvelope | IllegalArgumentException unreadable) {
            LOG.warnf("system event not readable topic=%s reason=%s", message.topic(), unreadable.getMessage());
            return new Change.Nothing();
        }
    }

    private Change change(SystemEvent event) {
        return switch (String.valueOf(event.type())) {
            case "device" -> device(event);
            case "deviceprofile" ->
                event.action().equals("delete")
                        ? new Change.Nothing()
                        : new Change.ProfilePresent(details(event, DeviceProfile.class));
            case "deviceservice" -> service(event);
            case String other -> new Change.Nothing();
        };
    }

    private Change device(SystemEvent event) {
        Device device = details(event, Device.class);
        boolean there = !"delete".equals(event.action());
        if (there && service.value().equals(device.serviceName())) {
            return new Change.DevicePresent(device);
        }
        return there && service.isBeside(device.serviceName())
                ? new Change.DeviceElsewhere(device)
                : new Change.DeviceGone(device.name());
    }

    private Change service(SystemEvent event) {
        DeviceService changed = details(event, DeviceService.class);
        return service.value().equals(changed.name()) && !event.action().equals("delete")
                ? new Change.ServiceChanged(changed)
                : new Change.Nothing();
    }

    private static <T> T details(SystemEvent event, Class<T> type) {
        return Json.mapper().convertValue(event.details(), type);
    }
}

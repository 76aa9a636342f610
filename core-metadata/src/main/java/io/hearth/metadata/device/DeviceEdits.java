package io.hearth.metadata.device;

import io.hearth.contracts.metadata.AutoEvent;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.UpdateDevice;
import io.hearth.metadata.store.GivenId;
import java.util.List;

/** What a device is after a request. The server gives the times, whatever the request says of them, and the id where the request has none. */
final class DeviceEdits {
    private DeviceEdits() {}

    /** A device that is new. */
    static Device added(Device asked) {
        long now = System.currentTimeMillis();
        return copy(asked, GivenId.orNew(asked.id()), now, now, asked.autoEvents());
    }

    /** A device that takes the place of one. */
    static Device replaced(Device before, Device asked) {
        return copy(asked, before.id(), before.created(), System.currentTimeMillis(), asked.autoEvents());
    }

    /** The device without some of its auto events. */
    static Device without(Device device, List<AutoEvent> dropped) {
        List<AutoEvent> kept = device.autoEvents().stream()
                .filter(autoEvent -> !dropped.contains(autoEvent))
                .toList();
        return copy(device, device.id(), device.created(), device.modified(), kept);
    }

    /** The device with the fields that the update names. */
    static Device updated(Device before, UpdateDevice update) {
        return new Device(
                before.created(),
                System.currentTimeMillis(),
                before.id(),
                before.name(),
                or(update.parent(), before.parent()),
                or(update.description(), before.description()),
                or(update.adminState(), before.adminState()),
                or(update.operatingState(), before.operatingState()),
                or(update.labels(), before.labels()),
                or(update.location(), before.location()),
                or(update.serviceName(), before.serviceName()),
                or(update.profileName(), before.profileName()),
                or(update.autoEvents(), before.autoEvents()),
                or(update.protocols(), before.protocols()),
                or(update.tags(), before.tags()),
                or(update.properties(), before.properties()));
    }

    /** As its service is asked about it before it is there: without what the server gives. */
    static Device unborn(Device device) {
        return copy(device, "", null, null, device.autoEvents());
    }

    /** As its service is asked about it before it is changed: the same however often the change is tried. */
    static Device undated(Device device) {
        return copy(device, device.id(), device.created(), null, device.autoEvents());
    }

    private static <T> T or(T asked, T before) {
        return asked == null ? before : asked;
    }

    private static Device copy(Device device, String id, Long created, Long modified, List<AutoEvent> autoEvents) {
        return new Device(
                created,
                modified,
                id,
                device.name(),
                device.parent(),
                device.description(),
                device.adminState(),
                device.operatingState(),
                device.labels(),
                device.location(),
                device.serviceName(),
                device.profileName(),
                autoEvents,
                device.protocols(),
                device.tags(),
                device.properties());
    }
}

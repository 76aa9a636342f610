package io.hearth.metadata.device;

import io.hearth.contracts.metadata.AutoEvent;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.metadata.store.Change;
import io.hearth.metadata.store.Kinds;
import io.hearth.metadata.store.Stored;
import io.hearth.metadata.store.View;
import java.util.List;

/**
 * What a device must fit to (EdgeX API, core-metadata's status rules): each check refuses with 400, and writes into the
 * change what it took for granted.
 */
final class DeviceRules {
    private final View view;
    private final Change change;

    DeviceRules(View view, Change change) {
        this.view = view;
        this.change = change;
    }

    /** Its service is there, its profile (if it has one) is there, and it is not its own parent. */
    void references(Device device) {
        service(device.serviceName());
        if (device.parent().equals(device.name())) {
            throw invalid("device '" + device.name() + "' cannot be its own parent");
        }
        if (!device.profileName().isEmpty()) {
            if (view.find(Kinds.PROFILE, device.profileName()).isEmpty()) {
                throw noProfile(device);
            }
            change.expectPresent(Kinds.PROFILE, device.profileName());
        }
    }

    /** The device service is there. */
    void service(String name) {
        if (view.find(Kinds.SERVICE, name).isEmpty()) {
            throw invalid("device service '" + name + "' does not exist");
        }
        change.expectPresent(Kinds.SERVICE, name);
    }

    /** Each of its auto events has a source. */
    void autoEvents(Device device) {
        List<AutoEvent> unfit = unfit(device);
        if (!unfit.isEmpty()) {
            throw invalid("device '" + device.name() + "': auto event source '"
                    + unfit.getFirst().sourceName() + "' is neither a resource nor a command of profile '"
                    + device.profileName() + "', nor a pattern that matches one");
        }
    }

    /** The auto events that its profile cannot serve; none while it has no profile. */
    List<AutoEvent> unfit(Device device) {
        if (device.autoEvents().isEmpty() || device.profileName().isEmpty()) {
            return List.of();
        }
        Stored<DeviceProfile> profile =
                view.find(Kinds.PROFILE, device.profileName()).orElseThrow(() -> noProfile(device));
        change.expectSame(Kinds.PROFILE, device.profileName(), profile);
        return AutoEventRules.withoutSource(device.autoEvents(), profile.value());
    }

    private static EdgexException noProfile(Device device) {
        return invalid("device '" + device.name() + "': profile '" + device.profileName() + "' does not exist");
    }

    private static EdgexException invalid(String message) {
        return new EdgexException(ErrorKind.CONTRACT_INVALID, message);
    }
}

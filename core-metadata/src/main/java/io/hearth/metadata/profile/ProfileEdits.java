package io.hearth.metadata.profile;

import static java.util.Objects.requireNonNullElse;

import io.hearth.contracts.metadata.DeviceCommand;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.contracts.metadata.UpdateDeviceProfileBasicInfo;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.metadata.store.GivenId;
import java.util.List;

/** What a profile is after a request. The server gives the times, whatever the request says of them, and the id where the request has none. */
final class ProfileEdits {
    private ProfileEdits() {}

    /** A profile that is new. */
    static DeviceProfile added(DeviceProfile asked) {
        long now = System.currentTimeMillis();
        return copy(asked, GivenId.orNew(asked.id()), now, now, 0);
    }

    /** A profile that takes the place of one. */
    static DeviceProfile replaced(DeviceProfile before, DeviceProfile asked) {
        return copy(asked, before.id(), before.created(), System.currentTimeMillis(), 0);
    }

    /** The profile with the number of its devices. */
    static DeviceProfile counted(DeviceProfile profile, long devices) {
        return copy(profile, profile.id(), profile.created(), profile.modified(), devices);
    }

    /** The profile with the fields that the update names. */
    static DeviceProfile updated(DeviceProfile before, UpdateDeviceProfileBasicInfo update) {
        return new DeviceProfile(
                ApiVersion.V3,
                before.created(),
                System.currentTimeMillis(),
                before.id(),
                before.name(),
                requireNonNullElse(update.manufacturer(), before.manufacturer()),
                requireNonNullElse(update.description(), before.description()),
                requireNonNullElse(update.model(), before.model()),
                requireNonNullElse(update.labels(), before.labels()),
                0,
                before.deviceResources(),
                before.deviceCommands());
    }

    /** The profile with other resources. */
    static DeviceProfile withResources(DeviceProfile before, List<DeviceResource> resources) {
        return withParts(before, resources, before.deviceCommands());
    }

    /** The profile with other device commands. */
    static DeviceProfile withCommands(DeviceProfile before, List<DeviceCommand> commands) {
        return withParts(before, before.deviceResources(), commands);
    }

    /** The profile with other resources and device commands. */
    static DeviceProfile withParts(DeviceProfile before, List<DeviceResource> resources, List<DeviceCommand> commands) {
        return new DeviceProfile(
                ApiVersion.V3,
                before.created(),
                System.currentTimeMillis(),
                before.id(),
                before.name(),
                before.manufacturer(),
                before.description(),
                before.model(),
                before.labels(),
                0,
                resources,
                commands);
    }

    private static DeviceProfile copy(DeviceProfile profile, String id, long created, long modified, long devices) {
        return new DeviceProfile(
                ApiVersion.V3,
                created,
                modified,
                id,
                profile.name(),
                profile.manufacturer(),
                profile.description(),
                profile.model(),
                profile.labels(),
                devices,
                profile.deviceResources(),
                profile.deviceCommands());
    }
}

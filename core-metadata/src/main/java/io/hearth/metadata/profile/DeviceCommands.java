package io.hearth.metadata.profile;

import static java.util.Objects.requireNonNullElse;

import io.hearth.contracts.metadata.AddDeviceCommandRequest;
import io.hearth.contracts.metadata.DeviceCommand;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.UpdateDeviceCommand;
import io.hearth.contracts.metadata.UpdateDeviceCommandRequest;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.metadata.store.Answer;
import io.hearth.metadata.store.Decision;
import io.hearth.metadata.store.Kinds;
import io.hearth.metadata.store.Stored;
import io.hearth.metadata.store.View;
import jakarta.inject.Singleton;
import java.util.List;

/** The device commands of profiles, one by one (EdgeX API, core-metadata's status rules). */
@Singleton
class DeviceCommands {
    private final ProfileRules rules;
    private final ProfileChanges changes;

    DeviceCommands(ProfileRules rules, ProfileChanges changes) {
        this.rules = rules;
        this.changes = changes;
    }

    /** Adds commands, each by itself: 404 without its profile, 400 when its name is in use or its resources do not fit. */
    List<Answer<BaseResponse>> add(List<AddDeviceCommandRequest> requests) {
        return changes.each(requests, AddDeviceCommandRequest::profileName, (view, request) -> {
            Stored<DeviceProfile> before = view.get(Kinds.PROFILE, request.profileName());
            List<DeviceCommand> more = parts(before.value()).with(request.deviceCommand());
            return answer(view, before, more, BaseResponse.ok(request.requestId(), 201));
        });
    }

    /** Changes whether commands are hidden, each by itself: 404 when it or its profile is not there. */
    List<Answer<BaseResponse>> update(List<UpdateDeviceCommandRequest> requests) {
        return changes.each(requests, UpdateDeviceCommandRequest::profileName, (view, request) -> {
            Stored<DeviceProfile> before = view.get(Kinds.PROFILE, request.profileName());
            UpdateDeviceCommand update = request.deviceCommand();
            List<DeviceCommand> changed =
                    parts(before.value()).changed(update.name(), command -> updated(command, update));
            return answer(view, before, changed, BaseResponse.ok(request.requestId(), 200));
        });
    }

    /** Removes a command: 409 while a device uses its profile, 404 when it is not there. */
    void delete(String profile, String command) {
        rules.mayDeletePart();
        changes.unused(profile, view -> {
            Stored<DeviceProfile> before = view.get(Kinds.PROFILE, profile);
            return answer(view, before, parts(before.value()).without(command), true);
        });
    }

    private <A> Decision<A> answer(View view, Stored<DeviceProfile> before, List<DeviceCommand> commands, A answer) {
        DeviceProfile after = ProfileEdits.withCommands(before.value(), commands);
        return new Decision<>(changes.replace(view, before, after), answer);
    }

    private static Parts<DeviceCommand> parts(DeviceProfile profile) {
        return new Parts<>("device command", profile.name(), profile.deviceCommands(), DeviceCommand::name);
    }

    private static DeviceCommand updated(DeviceCommand before, UpdateDeviceCommand update) {
        return new DeviceCommand(
                before.name(),
                requireNonNullElse(update.isHidden(), before.isHidden()),
                before.readWrite(),
                before.resourceOperations(),
                before.tags());
    }
}

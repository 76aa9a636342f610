package io.hearth.metadata.profile;

import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceProfileBasicInfoRequest;
import io.hearth.contracts.metadata.UpdateDeviceProfileBasicInfo;
import io.hearth.contracts.metadata.UpdateDeviceProfileTagsRequest;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.metadata.store.Answer;
import io.hearth.metadata.store.Decision;
import io.hearth.metadata.store.Kinds;
import io.hearth.metadata.store.Stored;
import jakarta.inject.Singleton;
import java.util.List;

/** Changes of what a profile says of itself and not of what its devices can do: basic info and tags (EdgeX API, core-metadata). */
@Singleton
class ProfileDescriptions {
    private final ProfileChanges changes;

    ProfileDescriptions(ProfileChanges changes) {
        this.changes = changes;
    }

    /** Changes the named fields of profiles, each by itself: 404 when it is not there. */
    List<Answer<BaseResponse>> update(List<DeviceProfileBasicInfoRequest> requests) {
        return changes.each(requests, request -> request.basicinfo().name(), (view, request) -> {
            UpdateDeviceProfileBasicInfo update = request.basicinfo();
            Stored<DeviceProfile> before = view.addressed(Kinds.PROFILE, update.id(), update.name());
            DeviceProfile after = ProfileEdits.updated(before.value(), update);
            return new Decision<>(changes.replace(view, before, after), BaseResponse.ok(request.requestId(), 200));
        });
    }

    /** Merges tags into those of a profile's resources and commands: 404 when the profile is not there, others are passed over. */
    BaseResponse mergeTags(String name, UpdateDeviceProfileTagsRequest request) {
        return changes.one(view -> {
            Stored<DeviceProfile> before = view.get(Kinds.PROFILE, name);
            DeviceProfile after = ProfileEdits.withParts(
                    before.value(),
                    TagMerge.ofResources(before.value().deviceResources(), request.deviceResources()),
                    TagMerge.ofCommands(before.value().deviceCommands(), request.deviceCommands()));
            return new Decision<>(changes.replace(view, before, after), BaseResponse.ok(request.requestId(), 200));
        });
    }
}

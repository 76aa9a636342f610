package io.hearth.metadata.profile;

import static java.util.Objects.requireNonNullElse;

import io.hearth.contracts.metadata.AddDeviceResourceRequest;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceResource;
import io.hearth.contracts.metadata.UpdateDeviceResource;
import io.hearth.contracts.metadata.UpdateDeviceResourceRequest;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.metadata.store.Answer;
import io.hearth.metadata.store.Decision;
import io.hearth.metadata.store.Kinds;
import io.hearth.metadata.store.MetadataStore;
import io.hearth.metadata.store.Stored;
import io.hearth.metadata.store.View;
import jakarta.inject.Singleton;
import java.util.List;

/** The resources of profiles, one by one (EdgeX API, core-metadata's status rules). */
@Singleton
class DeviceResources {
    private final MetadataStore store;
    private final ProfileRules rules;
    private final ProfileChanges changes;

    DeviceResources(MetadataStore store, ProfileRules rules, ProfileChanges changes) {
        this.store = store;
        this.rules = rules;
        this.changes = changes;
    }

    /** The resource of that name, 404 when it or its profile is not there. */
    DeviceResource get(String profile, String resource) {
        return parts(store.get(Kinds.PROFILE, profile)).get(resource);
    }

    /** Adds resources, each by itself: 404 without its profile, 400 when its unit is not allowed or the name is in use. */
    List<Answer<BaseResponse>> add(List<AddDeviceResourceRequest> requests) {
        return changes.each(requests, AddDeviceResourceRequest::profileName, (view, request) -> {
            Stored<DeviceProfile> before = view.get(Kinds.PROFILE, request.profileName());
            rules.unitsAllowed(List.of(request.resource()));
            List<DeviceResource> more = parts(before.value()).with(request.resource());
            return answer(view, before, more, BaseResponse.ok(request.requestId(), 201));
        });
    }

    /** Changes the named fields of resources, each by itself: 404 when it or its profile is not there. */
    List<Answer<BaseResponse>> update(List<UpdateDeviceResourceRequest> requests) {
        return changes.each(requests, UpdateDeviceResourceRequest::profileName, (view, request) -> {
            Stored<DeviceProfile> before = view.get(Kinds.PROFILE, request.profileName());
            UpdateDeviceResource update = request.resource();
            List<DeviceResource> changed =
                    parts(before.value()).changed(update.name(), resource -> updated(resource, update));
            return answer(view, before, changed, BaseResponse.ok(request.requestId(), 200));
        });
    }

    /** Removes a resource: 409 while a device uses its profile, 404 when it is not there, 400 when a command needs it. */
    void delete(String profile, String resource) {
        rules.mayDeletePart();
        changes.unused(profile, view -> {
            Stored<DeviceProfile> before = view.get(Kinds.PROFILE, profile);
            return answer(view, before, parts(before.value()).without(resource), true);
        });
    }

    private <A> Decision<A> answer(View view, Stored<DeviceProfile> before, List<DeviceResource> resources, A answer) {
        DeviceProfile after = ProfileEdits.withResources(before.value(), resources);
        return new Decision<>(changes.replace(view, before, after), answer);
    }

    private static Parts<DeviceResource> parts(DeviceProfile profile) {
        return new Parts<>("device resource", profile.name(), profile.deviceResources(), DeviceResource::name);
    }

    private static DeviceResource updated(DeviceResource before, UpdateDeviceResource update) {
        return new DeviceResource(
                requireNonNullElse(update.description(), before.description()),
                before.name(),
                requireNonNullElse(update.isHidden(), before.isHidden()),
                before.properties(),
                before.attributes(),
                before.tags());
    }
}

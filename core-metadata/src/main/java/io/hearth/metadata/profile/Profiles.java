package io.hearth.metadata.profile;

import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceProfileBasicInfo;
import io.hearth.contracts.metadata.DeviceProfileRequest;
import io.hearth.contracts.metadata.MultiDeviceProfileBasicInfosResponse;
import io.hearth.contracts.metadata.MultiDeviceProfilesResponse;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.contracts.rest.BaseWithIdResponse;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.metadata.announce.Announcements;
import io.hearth.metadata.announce.Announcements.Action;
import io.hearth.metadata.store.Answer;
import io.hearth.metadata.store.Change;
import io.hearth.metadata.store.Decision;
import io.hearth.metadata.store.Kind.Index;
import io.hearth.metadata.store.Kinds;
import io.hearth.metadata.store.MetadataStore;
import io.hearth.metadata.store.MetadataStore.Listing;
import io.hearth.metadata.store.Stored;
import io.hearth.metadata.store.Uses;
import io.hearth.metadata.store.View;
import io.hearth.runtime.rest.Page;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** The device profiles: what may be added, replaced and removed (EdgeX API, core-metadata's status rules). */
@Singleton
public class Profiles {
    private final MetadataStore store;
    private final Announcements announcements;
    private final ProfileRules rules;
    private final ProfileChanges changes;

    Profiles(MetadataStore store, Announcements announcements, ProfileRules rules, ProfileChanges changes) {
        this.store = store;
        this.announcements = announcements;
        this.rules = rules;
        this.changes = changes;
    }

    /** The profile of that name with its devices counted, 404 when there is none. */
    public DeviceProfile get(String name) {
        return counted(List.of(store.get(Kinds.PROFILE, name))).getFirst();
    }

    /** One page of the profiles that are in all of these lists, oldest first. */
    public MultiDeviceProfilesResponse list(List<Index> indexes, Page page) {
        Listing<DeviceProfile> profiles = store.list(Kinds.PROFILE, indexes, page);
        return MultiDeviceProfilesResponse.of(profiles.total(), profiles.items());
    }

    /** As {@link #list}, with their devices counted. */
    public MultiDeviceProfilesResponse listCounted(List<Index> indexes, Page page) {
        Listing<DeviceProfile> profiles = store.list(Kinds.PROFILE, indexes, page);
        return MultiDeviceProfilesResponse.of(profiles.total(), counted(profiles.items()));
    }

    /** As {@link #listCounted}, without what the devices can do. */
    public MultiDeviceProfileBasicInfosResponse basicInfos(List<Index> indexes, Page page) {
        Listing<DeviceProfile> profiles = store.list(Kinds.PROFILE, indexes, page);
        return MultiDeviceProfileBasicInfosResponse.of(
                profiles.total(),
                counted(profiles.items()).stream()
                        .map(DeviceProfileBasicInfo::of)
                        .toList());
    }

    /** Adds profiles, each by itself: 400 when a unit is not allowed, 409 when the name or the id is in use. */
    public List<Answer<BaseWithIdResponse>> add(List<DeviceProfileRequest> requests) {
        return store.changeEach(requests, Profiles::prefetch, (view, request) -> {
            DeviceProfile added = ProfileEdits.added(request.profile());
            rules.unitsAllowed(added.deviceResources());
            if (view.find(Kinds.PROFILE, added.name()).isPresent()) {
                throw new EdgexException(
                        ErrorKind.DUPLICATE_NAME, "device profile name '" + added.name() + "' is in use");
            }
            view.requireFree(Kinds.PROFILE, request.profile().id());
            Change change = new Change().add(Kinds.PROFILE, added);
            announcements.profile(change, Action.ADD, added);
            return new Decision<>(change, BaseWithIdResponse.created(request.requestId(), added.id()));
        });
    }

    private static void prefetch(View view, List<DeviceProfileRequest> requests) {
        view.prefetch(
                Kinds.PROFILE,
                requests.stream().map(request -> request.profile().name()).toList());
    }

    /** Replaces profiles, each by itself: 400 when a unit is not allowed or there is no room, 404 when there is none. */
    public List<Answer<BaseResponse>> replace(List<DeviceProfileRequest> requests) {
        return changes.each(requests, request -> request.profile().name(), (view, request) -> {
            rules.unitsAllowed(request.profile().deviceResources());
            Stored<DeviceProfile> before =
                    view.get(Kinds.PROFILE, request.profile().name());
            Change change = changes.replace(view, before, ProfileEdits.replaced(before.value(), request.profile()));
            return new Decision<>(change, BaseResponse.ok(request.requestId(), 200));
        });
    }

    /** Removes a profile: 404 when there is none, 409 while a device or provision watcher uses it. */
    public void delete(String name) {
        rules.mayDelete();
        store.change(view -> {
            Stored<DeviceProfile> before = view.get(Kinds.PROFILE, name);
            Change change = new Uses(store, Kinds.PROFILE, name)
                    .none(Kinds.DEVICE, Kinds.ofProfile(name))
                    .none(Kinds.WATCHER, Kinds.ofProfile(name))
                    .expectedBy(new Change())
                    .remove(Kinds.PROFILE, before)
                    .forget(Kinds.usersOfProfile(name));
            announcements.profile(change, Action.DELETE, before.value());
            return new Decision<>(change, true);
        });
    }

    private List<DeviceProfile> counted(List<DeviceProfile> profiles) {
        List<Long> devices = store.sizes(
                Kinds.DEVICE,
                profiles.stream()
                        .map(profile -> Kinds.ofProfile(profile.name()))
                        .toList());
        List<DeviceProfile> counted = new ArrayList<>(profiles.size());
        for (int i = 0; i < profiles.size(); i++) {
            counted.add(ProfileEdits.counted(profiles.get(i), devices.get(i)));
        }
        return counted;
    }
}

package io.hearth.metadata.profile;

import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.DeviceProfileRequest;
import io.hearth.contracts.metadata.MultiDeviceProfilesResponse;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.contracts.rest.BaseWithIdResponse;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.metadata.announce.Announcements;
import io.hearth.metadata.announce.Announcements.Action;
import io.hearth.metadata.store.Change;
import io.hearth.metadata.store.Decision;
import io.hearth.metadata.store.Kind.Index;
import io.hearth.metadata.store.Kinds;
import io.hearth.metadata.store.MetadataStore;
import io.hearth.metadata.store.MetadataStore.Listing;
import io.hearth.metadata.store.Stored;
import io.hearth.runtime.rest.Page;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The device profiles: what may be added, replaced and removed (EdgeX API, core-metadata's status rules). */
@Singleton
public class Profiles {
    private final MetadataStore store;
    private final Announcements announcements;

    Profiles(MetadataStore store, Announcements announcements) {
        this.store = store;
        this.announcements = announcements;
    }

    /** The profile of that name with its devices counted, 404 when there is none. */
    public DeviceProfile get(String name) {
        return counted(List.of(store.get(Kinds.PROFILE, name))).getFirst();
    }

    /** One page of the profiles that are in all of these lists, oldest first, with their devices counted. */
    public MultiDeviceProfilesResponse list(List<Index> indexes, Page page) {
        Listing<DeviceProfile> profiles = store.list(Kinds.PROFILE, indexes, page);
        return MultiDeviceProfilesResponse.of(profiles.total(), counted(profiles.items()));
    }

    /** Adds a profile, 409 when the name is in use. */
    public BaseWithIdResponse add(DeviceProfileRequest request) {
        return store.change(view -> {
            long now = System.currentTimeMillis();
            DeviceProfile added = copy(request.profile(), UUID.randomUUID().toString(), now, now, 0);
            if (view.find(Kinds.PROFILE, added.name()).isPresent()) {
                throw new EdgexException(
                        ErrorKind.DUPLICATE_NAME, "device profile name '" + added.name() + "' is in use");
            }
            Change change = new Change().add(Kinds.PROFILE, added);
            announcements.profile(change, Action.ADD, added);
            return new Decision<>(change, BaseWithIdResponse.created(request.requestId(), added.id()));
        });
    }

    /** Replaces a profile, 404 when there is none; every device service that uses it is told. */
    public BaseResponse replace(DeviceProfileRequest request) {
        return store.change(view -> {
            String name = request.profile().name();
            Stored<DeviceProfile> before = view.get(Kinds.PROFILE, name);
            DeviceProfile after = copy(
                    request.profile(), before.value().id(), before.value().created(), System.currentTimeMillis(), 0);
            String users = Kinds.usersOfProfile(name);
            List<String> services = store.counted(users);
            Change change = new Change().expectCounted(users, services).replace(Kinds.PROFILE, before, after);
            announcements.profile(change, Action.UPDATE, after);
            services.forEach(service -> announcements.profile(change, Action.UPDATE, after, service));
            return new Decision<>(change, BaseResponse.ok(request.requestId(), 200));
        });
    }

    /** Removes a profile: 404 when there is none, 409 while a device uses it. */
    public void delete(String name) {
        store.change(view -> {
            Stored<DeviceProfile> before = view.get(Kinds.PROFILE, name);
            if (devices(List.of(name)).getFirst() > 0) {
                throw new EdgexException(ErrorKind.STATUS_CONFLICT, "device profile '" + name + "' is used by devices");
            }
            Change change = new Change()
                    .expectEmpty(Kinds.DEVICE, Kinds.ofProfile(name))
                    .remove(Kinds.PROFILE, before)
                    .forget(Kinds.usersOfProfile(name));
            announcements.profile(change, Action.DELETE, before.value());
            return new Decision<>(change, true);
        });
    }

    private List<DeviceProfile> counted(List<DeviceProfile> profiles) {
        List<Long> devices = devices(profiles.stream().map(DeviceProfile::name).toList());
        List<DeviceProfile> counted = new ArrayList<>(profiles.size());
        for (int i = 0; i < profiles.size(); i++) {
            DeviceProfile profile = profiles.get(i);
            counted.add(copy(profile, profile.id(), profile.created(), profile.modified(), devices.get(i)));
        }
        return counted;
    }

    private List<Long> devices(List<String> profiles) {
        return store.sizes(Kinds.DEVICE, profiles.stream().map(Kinds::ofProfile).toList());
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

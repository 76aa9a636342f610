package io.hearth.metadata.device;

import io.hearth.contracts.metadata.AddDeviceRequest;
import io.hearth.contracts.metadata.AutoEvent;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.metadata.MultiDevicesResponse;
import io.hearth.contracts.metadata.UpdateDevice;
import io.hearth.contracts.metadata.UpdateDeviceRequest;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.contracts.rest.BaseWithIdResponse;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.metadata.announce.Announcements;
import io.hearth.metadata.announce.Announcements.Action;
import io.hearth.metadata.store.Change;
import io.hearth.metadata.store.Kind.Index;
import io.hearth.metadata.store.Kinds;
import io.hearth.metadata.store.MetadataStore;
import io.hearth.metadata.store.MetadataStore.Listing;
import io.hearth.metadata.store.Stored;
import io.hearth.runtime.rest.Page;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The devices: who may be added, changed and removed (EdgeX API, core-metadata's status rules). */
@Singleton
public class Devices {
    private static final String WHAT = "device";

    private final MetadataStore store;
    private final Announcements announcements;

    Devices(MetadataStore store, Announcements announcements) {
        this.store = store;
        this.announcements = announcements;
    }

    /** The device of that name, 404 when there is none. */
    public Device get(String name) {
        return store.get(Kinds.DEVICE, name, WHAT).value();
    }

    /** One page of the devices that are in all of these lists, oldest first. */
    public MultiDevicesResponse list(List<Index> indexes, Page page) {
        Listing<Device> devices = store.list(Kinds.DEVICE, indexes, page);
        return MultiDevicesResponse.of(devices.total(), devices.items());
    }

    /** Adds a device: 400 when its service, profile, parent or auto events do not fit, 409 when the name is in use. */
    public BaseWithIdResponse add(AddDeviceRequest request) {
        return store.change(() -> {
            Device added = DeviceEdits.added(request.device());
            Change change = new Change();
            checkReferences(change, added);
            checkAutoEvents(change, added);
            if (store.find(Kinds.DEVICE, added.name()).isPresent()) {
                throw new EdgexException(ErrorKind.DUPLICATE_NAME, "device name '" + added.name() + "' is in use");
            }
            put(change, Optional.empty(), added);
            announcements.device(change, Action.ADD, added);
            return Map.entry(change, BaseWithIdResponse.created(request.requestId(), added.id()));
        });
    }

    /** As {@link #add}, but a device of that name is replaced and keeps its id. */
    public BaseWithIdResponse addOrReplace(AddDeviceRequest request) {
        Optional<Stored<Device>> there =
                store.find(Kinds.DEVICE, request.device().name());
        if (there.isEmpty()) {
            return add(request);
        }
        return store.change(() -> {
            Stored<Device> before = store.get(Kinds.DEVICE, request.device().name(), WHAT);
            Device after = DeviceEdits.replaced(before.value(), request.device());
            Change change = new Change();
            checkReferences(change, after);
            checkAutoEvents(change, after);
            update(change, before, after);
            return Map.entry(change, BaseWithIdResponse.created(request.requestId(), after.id()));
        });
    }

    /** Changes the named fields of a device: 404 when it is not there, 400 when the result does not fit. */
    public BaseResponse update(UpdateDeviceRequest request) {
        return store.change(() -> {
            UpdateDevice update = request.device();
            Stored<Device> before = addressed(update);
            Device after = DeviceEdits.updated(before.value(), update);
            Change change = new Change();
            checkReferences(change, after);
            boolean moved = !after.profileName().equals(before.value().profileName());
            if (moved) {
                // EdgeX: a new profile silently takes with it the auto events that it cannot serve.
                after = DeviceEdits.without(after, unfit(change, after));
            } else if (update.autoEvents() != null) {
                checkAutoEvents(change, after);
            }
            update(change, before, after);
            return Map.entry(change, BaseResponse.ok(request.requestId(), 200));
        });
    }

    /** Removes a device: 404 when it is not there, 409 while other devices have it as parent. */
    public void delete(String name) {
        store.change(() -> {
            Stored<Device> before = store.get(Kinds.DEVICE, name, WHAT);
            Index children = Kinds.ofParent(name);
            if (store.sizes(Kinds.DEVICE, List.of(children)).getFirst() > 0) {
                throw new EdgexException(
                        ErrorKind.STATUS_CONFLICT, "device '" + name + "' is the parent of other devices");
            }
            Change change = new Change().expectEmpty(Kinds.DEVICE, children).remove(Kinds.DEVICE, before);
            countProfile(change, before.value(), -1);
            announcements.device(change, Action.DELETE, before.value());
            return Map.entry(change, true);
        });
    }

    private Stored<Device> addressed(UpdateDevice update) {
        boolean byId = update.id() != null && !update.id().isEmpty();
        Stored<Device> found =
                byId ? store.getById(Kinds.DEVICE, update.id(), WHAT) : store.get(Kinds.DEVICE, update.name(), WHAT);
        if (byId && update.name() != null && !update.name().equals(found.value().name())) {
            throw invalid("id '" + update.id() + "' is that of device '"
                    + found.value().name() + "', not of '" + update.name() + "'");
        }
        return found;
    }

    private void checkReferences(Change change, Device device) {
        if (store.find(Kinds.SERVICE, device.serviceName()).isEmpty()) {
            throw invalid(
                    "device '" + device.name() + "': device service '" + device.serviceName() + "' does not exist");
        }
        change.expectPresent(Kinds.SERVICE, device.serviceName());
        if (device.parent().equals(device.name())) {
            throw invalid("device '" + device.name() + "' cannot be its own parent");
        }
        if (!device.profileName().isEmpty()) {
            if (store.find(Kinds.PROFILE, device.profileName()).isEmpty()) {
                throw invalid("device '" + device.name() + "': profile '" + device.profileName() + "' does not exist");
            }
            change.expectPresent(Kinds.PROFILE, device.profileName());
        }
    }

    private void checkAutoEvents(Change change, Device device) {
        List<AutoEvent> unfit = unfit(change, device);
        if (!unfit.isEmpty()) {
            throw invalid("device '" + device.name() + "': auto event source '"
                    + unfit.getFirst().sourceName() + "' is neither a resource nor a command of profile '"
                    + device.profileName() + "', nor a pattern that matches one");
        }
    }

    private List<AutoEvent> unfit(Change change, Device device) {
        if (device.autoEvents().isEmpty() || device.profileName().isEmpty()) {
            return List.of();
        }
        Stored<DeviceProfile> profile = store.find(Kinds.PROFILE, device.profileName())
                .orElseThrow(() -> invalid(
                        "device '" + device.name() + "': profile '" + device.profileName() + "' does not exist"));
        change.expectSame(Kinds.PROFILE, device.profileName(), profile);
        return AutoEventRules.withoutSource(device.autoEvents(), profile.value());
    }

    private void update(Change change, Stored<Device> before, Device after) {
        put(change, Optional.of(before), after);
        announcements.device(change, Action.UPDATE, after);
        if (!after.serviceName().equals(before.value().serviceName())) {
            announcements.device(change, Action.UPDATE, after, before.value().serviceName());
        }
    }

    private static void put(Change change, Optional<Stored<Device>> before, Device after) {
        before.ifPresentOrElse(
                there -> {
                    change.replace(Kinds.DEVICE, there, after);
                    countProfile(change, there.value(), -1);
                },
                () -> change.add(Kinds.DEVICE, after));
        countProfile(change, after, 1);
    }

    private static void countProfile(Change change, Device device, int difference) {
        if (!device.profileName().isEmpty()) {
            change.count(Kinds.usersOfProfile(device.profileName()), device.serviceName(), difference);
        }
    }

    private static EdgexException invalid(String message) {
        return new EdgexException(ErrorKind.CONTRACT_INVALID, message);
    }
}

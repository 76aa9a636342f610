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
import io.hearth.metadata.store.Answer;
import io.hearth.metadata.store.Change;
import io.hearth.metadata.store.Decision;
import io.hearth.metadata.store.Kind.Index;
import io.hearth.metadata.store.Kinds;
import io.hearth.metadata.store.MetadataStore;
import io.hearth.metadata.store.MetadataStore.Listing;
import io.hearth.metadata.store.Stored;
import io.hearth.metadata.store.View;
import io.hearth.runtime.rest.Page;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The devices: who may be added, changed and removed (EdgeX API, core-metadata's status rules). */
@Singleton
public class Devices {
    private final MetadataStore store;
    private final Announcements announcements;

    Devices(MetadataStore store, Announcements announcements) {
        this.store = store;
        this.announcements = announcements;
    }

    /** The device of that name, 404 when there is none. */
    public Device get(String name) {
        return store.get(Kinds.DEVICE, name);
    }

    /** One page of the devices that are in all of these lists, oldest first. */
    public MultiDevicesResponse list(List<Index> indexes, Page page) {
        Listing<Device> devices = store.list(Kinds.DEVICE, indexes, page);
        return MultiDevicesResponse.of(devices.total(), devices.items());
    }

    /**
     * Adds devices, each by itself: 400 when its service, profile, parent or auto events do not fit, 409 when the name is
     * in use.
     *
     * @param replace whether a device of that name is replaced instead, and keeps its id
     */
    public List<Answer<BaseWithIdResponse>> add(List<AddDeviceRequest> requests, boolean replace) {
        return store.changeEach(requests, Devices::prefetch, (view, request) -> {
            Optional<Stored<Device>> before =
                    view.find(Kinds.DEVICE, request.device().name());
            Device after = before.filter(there -> replace)
                    .map(there -> DeviceEdits.replaced(there.value(), request.device()))
                    .orElseGet(() -> DeviceEdits.added(request.device()));
            Change change = new Change();
            checkReferences(view, change, after);
            checkAutoEvents(view, change, after);
            if (before.isPresent() && !replace) {
                throw new EdgexException(ErrorKind.DUPLICATE_NAME, "device name '" + after.name() + "' is in use");
            }
            before.ifPresentOrElse(there -> update(change, there, after), () -> added(change, after));
            return new Decision<>(change, BaseWithIdResponse.created(request.requestId(), after.id()));
        });
    }

    private static void prefetch(View view, List<AddDeviceRequest> requests) {
        List<Device> devices = requests.stream().map(AddDeviceRequest::device).toList();
        view.prefetch(Kinds.SERVICE, devices.stream().map(Device::serviceName).toList());
        view.prefetch(Kinds.PROFILE, devices.stream().map(Device::profileName).toList());
        view.prefetch(Kinds.DEVICE, devices.stream().map(Device::name).toList());
    }

    /** Changes the named fields of devices, each by itself: 404 when it is not there, 400 when the result does not fit. */
    public List<Answer<BaseResponse>> update(List<UpdateDeviceRequest> requests) {
        return store.changeEach(
                requests,
                (view, chunk) -> view.prefetch(
                        Kinds.DEVICE,
                        chunk.stream()
                                .map(request -> request.device().name())
                                .filter(Objects::nonNull)
                                .toList()),
                this::updated);
    }

    private Decision<BaseResponse> updated(View view, UpdateDeviceRequest request) {
        UpdateDevice update = request.device();
        Stored<Device> before = view.addressed(Kinds.DEVICE, update.id(), update.name());
        Device after = DeviceEdits.updated(before.value(), update);
        Change change = new Change();
        checkReferences(view, change, after);
        if (!after.profileName().equals(before.value().profileName())) {
            // EdgeX: a new profile silently takes with it the auto events that it cannot serve.
            after = DeviceEdits.without(after, unfit(view, change, after));
        } else if (update.autoEvents() != null) {
            checkAutoEvents(view, change, after);
        }
        update(change, before, after);
        return new Decision<>(change, BaseResponse.ok(request.requestId(), 200));
    }

    /** Removes a device: 404 when it is not there, 409 while other devices have it as parent. */
    public void delete(String name) {
        store.change(view -> {
            Stored<Device> before = view.get(Kinds.DEVICE, name);
            Index children = Kinds.ofParent(name);
            if (store.sizes(Kinds.DEVICE, List.of(children)).getFirst() > 0) {
                throw new EdgexException(
                        ErrorKind.STATUS_CONFLICT, "device '" + name + "' is the parent of other devices");
            }
            Change change = new Change().expectEmpty(Kinds.DEVICE, children).remove(Kinds.DEVICE, before);
            countProfile(change, before.value(), -1);
            announcements.device(change, Action.DELETE, before.value());
            return new Decision<>(change, true);
        });
    }

    private void checkReferences(View view, Change change, Device device) {
        if (view.find(Kinds.SERVICE, device.serviceName()).isEmpty()) {
            throw invalid(
                    "device '" + device.name() + "': device service '" + device.serviceName() + "' does not exist");
        }
        change.expectPresent(Kinds.SERVICE, device.serviceName());
        if (device.parent().equals(device.name())) {
            throw invalid("device '" + device.name() + "' cannot be its own parent");
        }
        if (!device.profileName().isEmpty()) {
            if (view.find(Kinds.PROFILE, device.profileName()).isEmpty()) {
                throw invalid("device '" + device.name() + "': profile '" + device.profileName() + "' does not exist");
            }
            change.expectPresent(Kinds.PROFILE, device.profileName());
        }
    }

    private void checkAutoEvents(View view, Change change, Device device) {
        List<AutoEvent> unfit = unfit(view, change, device);
        if (!unfit.isEmpty()) {
            throw invalid("device '" + device.name() + "': auto event source '"
                    + unfit.getFirst().sourceName() + "' is neither a resource nor a command of profile '"
                    + device.profileName() + "', nor a pattern that matches one");
        }
    }

    private List<AutoEvent> unfit(View view, Change change, Device device) {
        if (device.autoEvents().isEmpty() || device.profileName().isEmpty()) {
            return List.of();
        }
        Stored<DeviceProfile> profile = view.find(Kinds.PROFILE, device.profileName())
                .orElseThrow(() -> invalid(
                        "device '" + device.name() + "': profile '" + device.profileName() + "' does not exist"));
        change.expectSame(Kinds.PROFILE, device.profileName(), profile);
        return AutoEventRules.withoutSource(device.autoEvents(), profile.value());
    }

    private void added(Change change, Device device) {
        change.add(Kinds.DEVICE, device);
        countProfile(change, device, 1);
        announcements.device(change, Action.ADD, device);
    }

    private void update(Change change, Stored<Device> before, Device after) {
        change.replace(Kinds.DEVICE, before, after);
        countProfile(change, before.value(), -1);
        countProfile(change, after, 1);
        announcements.device(change, Action.UPDATE, after);
        if (!after.serviceName().equals(before.value().serviceName())) {
            announcements.device(change, Action.UPDATE, after, before.value().serviceName());
        }
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

package io.hearth.metadata.device;

import io.hearth.contracts.metadata.AddDeviceRequest;
import io.hearth.contracts.metadata.Device;
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
import io.hearth.metadata.store.Stored;
import io.hearth.metadata.store.View;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The devices: which may be added, changed and removed (EdgeX API, core-metadata's status rules). */
@Singleton
public class Devices {
    private final MetadataStore store;
    private final Announcements announcements;
    private final Capacity capacity;
    private final DeviceValidation validation;

    Devices(MetadataStore store, Announcements announcements, Capacity capacity, DeviceValidation validation) {
        this.store = store;
        this.announcements = announcements;
        this.capacity = capacity;
        this.validation = validation;
    }

    /**
     * Adds devices, each by itself: 400 when its service, profile, parent or auto events do not fit or there is no room, 409
     * when the name or the id is in use, 500 when its service does not want it and 503 when its service does not answer.
     *
     * @param validate whether the device's service is asked
     * @param replace  whether a device of that name is replaced instead, and keeps its id
     */
    public List<Answer<BaseWithIdResponse>> add(List<AddDeviceRequest> requests, boolean validate, boolean replace) {
        Verdicts verdicts = validation.verdicts();
        return store.changeEach(
                requests,
                (view, chunk) -> {
                    prefetch(view, chunk);
                    if (validate) {
                        verdicts.ask(feasible(
                                chunk,
                                request -> DeviceEdits.unborn(
                                        addition(view, request, replace).answer())));
                    }
                },
                (view, request) -> {
                    Decision<Device> decision = addition(view, request, replace);
                    if (validate) {
                        verdicts.require(DeviceEdits.unborn(decision.answer()));
                    }
                    return new Decision<>(
                            decision.change(),
                            BaseWithIdResponse.created(
                                    request.requestId(), decision.answer().id()));
                });
    }

    /** The order of the checks is EdgeX's. */
    private Decision<Device> addition(View view, AddDeviceRequest request, boolean replace) {
        Optional<Stored<Device>> before =
                view.find(Kinds.DEVICE, request.device().name());
        Device after = before.filter(there -> replace)
                .map(there -> DeviceEdits.replaced(there.value(), request.device()))
                .orElseGet(() -> DeviceEdits.added(request.device()));
        Change change = new Change();
        DeviceRules rules = new DeviceRules(view, change);
        rules.references(after);
        rules.autoEvents(after);
        if (before.isPresent()) {
            if (!replace) {
                throw new EdgexException(ErrorKind.DUPLICATE_NAME, "device name '" + after.name() + "' is in use");
            }
            update(view, change, before.get(), after);
        } else {
            view.requireFree(Kinds.DEVICE, request.device().id());
            added(view, change, after);
        }
        return new Decision<>(change, after);
    }

    private static void prefetch(View view, List<AddDeviceRequest> requests) {
        List<Device> devices = requests.stream().map(AddDeviceRequest::device).toList();
        view.prefetch(Kinds.SERVICE, devices.stream().map(Device::serviceName).toList());
        view.prefetch(Kinds.PROFILE, devices.stream().map(Device::profileName).toList());
        view.prefetch(Kinds.DEVICE, devices.stream().map(Device::name).toList());
    }

    /**
     * Changes the named fields of devices, each by itself: 404 when it is not there, 400 when the result does not fit, 500
     * when its service does not want it so and 503 when its service does not answer.
     *
     * @param validate whether the device's service is asked
     */
    public List<Answer<BaseResponse>> update(List<UpdateDeviceRequest> requests, boolean validate) {
        Verdicts verdicts = validation.verdicts();
        return store.changeEach(
                requests,
                (view, chunk) -> {
                    view.prefetch(
                            Kinds.DEVICE,
                            chunk.stream()
                                    .map(request -> request.device().name())
                                    .filter(Objects::nonNull)
                                    .toList());
                    if (validate) {
                        verdicts.ask(feasible(
                                chunk,
                                request -> DeviceEdits.undated(
                                        updated(view, request).answer())));
                    }
                },
                (view, request) -> {
                    Decision<Device> decision = updated(view, request);
                    if (validate) {
                        verdicts.require(DeviceEdits.undated(decision.answer()));
                    }
                    return new Decision<>(decision.change(), BaseResponse.ok(request.requestId(), 200));
                });
    }

    private Decision<Device> updated(View view, UpdateDeviceRequest request) {
        UpdateDevice update = request.device();
        Change change = new Change();
        DeviceRules rules = new DeviceRules(view, change);
        if (update.serviceName() != null) {
            rules.service(update.serviceName());
        }
        Stored<Device> before = view.addressed(Kinds.DEVICE, update.id(), update.name());
        Device after = DeviceEdits.updated(before.value(), update);
        rules.references(after);
        if (!after.profileName().equals(before.value().profileName())) {
            // EdgeX: a new profile silently takes with it the auto events that it cannot serve.
            after = DeviceEdits.without(after, rules.unfit(after));
        } else if (update.autoEvents() != null) {
            rules.autoEvents(after);
        }
        update(view, change, before, after);
        return new Decision<>(change, after);
    }

    /** The devices as they would be, without those that are refused anyhow: nobody need be asked about them. */
    private static <R> List<Device> feasible(List<R> requests, Function<R, Device> decide) {
        List<Device> devices = new ArrayList<>(requests.size());
        for (R request : requests) {
            try {
                devices.add(decide.apply(request));
            } catch (EdgexException refused) {
                // Decided again, and answered, when it is its turn.
            }
        }
        return devices;
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
            capacity.removed(view, change, before.value());
            change.forget(LastReports.KEY, name);
            announcements.device(change, Action.DELETE, before.value());
            return new Decision<>(change, true);
        });
    }

    private void added(View view, Change change, Device device) {
        capacity.added(view, change, device);
        change.add(Kinds.DEVICE, device);
        countProfile(change, device, 1);
        announcements.device(change, Action.ADD, device);
    }

    private void update(View view, Change change, Stored<Device> before, Device after) {
        capacity.changed(view, change, before.value(), after);
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
}

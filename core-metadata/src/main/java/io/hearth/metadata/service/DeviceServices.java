package io.hearth.metadata.service;

import static java.util.Objects.requireNonNullElse;

import io.hearth.contracts.metadata.AddDeviceServiceRequest;
import io.hearth.contracts.metadata.DeviceService;
import io.hearth.contracts.metadata.MultiDeviceServicesResponse;
import io.hearth.contracts.metadata.UpdateDeviceService;
import io.hearth.contracts.metadata.UpdateDeviceServiceRequest;
import io.hearth.contracts.rest.BaseResponse;
import io.hearth.contracts.rest.BaseWithIdResponse;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.metadata.announce.Announcements;
import io.hearth.metadata.announce.Announcements.Action;
import io.hearth.metadata.store.Answer;
import io.hearth.metadata.store.Change;
import io.hearth.metadata.store.Decision;
import io.hearth.metadata.store.GivenId;
import io.hearth.metadata.store.Kind.Index;
import io.hearth.metadata.store.Kinds;
import io.hearth.metadata.store.MetadataStore;
import io.hearth.metadata.store.MetadataStore.Listing;
import io.hearth.metadata.store.Stored;
import io.hearth.metadata.store.Uses;
import io.hearth.metadata.store.View;
import io.hearth.runtime.rest.Page;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;

/** The device services: which may be added, changed and removed (EdgeX API, core-metadata's status rules). */
@Singleton
public class DeviceServices {
    private final MetadataStore store;
    private final Announcements announcements;

    DeviceServices(MetadataStore store, Announcements announcements) {
        this.store = store;
        this.announcements = announcements;
    }

    /** The service of that name, 404 when there is none. */
    public DeviceService get(String name) {
        return store.get(Kinds.SERVICE, name);
    }

    /** One page of the services that are in all of these lists, oldest first. */
    public MultiDeviceServicesResponse list(List<Index> indexes, Page page) {
        Listing<DeviceService> services = store.list(Kinds.SERVICE, indexes, page);
        return MultiDeviceServicesResponse.of(services.total(), services.items());
    }

    /** Adds services, each by itself: 409 when the name or the id is in use. */
    public List<Answer<BaseWithIdResponse>> add(List<AddDeviceServiceRequest> requests) {
        return store.changeEach(requests, DeviceServices::prefetch, (view, request) -> {
            DeviceService added = added(request.service());
            if (view.find(Kinds.SERVICE, added.name()).isPresent()) {
                throw new EdgexException(
                        ErrorKind.DUPLICATE_NAME, "device service name '" + added.name() + "' is in use");
            }
            view.requireFree(Kinds.SERVICE, request.service().id());
            Change change = new Change().add(Kinds.SERVICE, added);
            announcements.service(change, Action.ADD, added);
            return new Decision<>(change, BaseWithIdResponse.created(request.requestId(), added.id()));
        });
    }

    private static void prefetch(View view, List<AddDeviceServiceRequest> requests) {
        view.prefetch(
                Kinds.SERVICE,
                requests.stream().map(request -> request.service().name()).toList());
    }

    /** Changes the named fields of services, each by itself: 404 when it is not there. */
    public List<Answer<BaseResponse>> update(List<UpdateDeviceServiceRequest> requests) {
        return store.changeEach(requests, DeviceServices::prefetchNamed, (view, request) -> {
            Stored<DeviceService> before = view.addressed(
                    Kinds.SERVICE, request.service().id(), request.service().name());
            DeviceService after = updated(before.value(), request.service());
            Change change = new Change().replace(Kinds.SERVICE, before, after);
            announcements.service(change, Action.UPDATE, after);
            return new Decision<>(change, BaseResponse.ok(request.requestId(), 200));
        });
    }

    private static void prefetchNamed(View view, List<UpdateDeviceServiceRequest> requests) {
        view.prefetch(
                Kinds.SERVICE,
                requests.stream()
                        .map(request -> request.service().name())
                        .filter(Objects::nonNull)
                        .toList());
    }

    /** Removes a service: 404 when it is not there, 409 while a device or provision watcher belongs to it. */
    public void delete(String name) {
        store.change(view -> {
            Stored<DeviceService> before = view.get(Kinds.SERVICE, name);
            Change change = new Uses(store, Kinds.SERVICE, name)
                    .none(Kinds.DEVICE, Kinds.ofService(name))
                    .none(Kinds.WATCHER, Kinds.ofService(name))
                    .expectedBy(new Change())
                    .remove(Kinds.SERVICE, before);
            announcements.service(change, Action.DELETE, before.value());
            return new Decision<>(change, true);
        });
    }

    private static DeviceService added(DeviceService asked) {
        long now = System.currentTimeMillis();
        return new DeviceService(
                now,
                now,
                GivenId.orNew(asked.id()),
                asked.name(),
                asked.description(),
                asked.labels(),
                asked.baseAddress(),
                asked.adminState(),
                asked.properties());
    }

    private static DeviceService updated(DeviceService before, UpdateDeviceService update) {
        return new DeviceService(
                before.created(),
                System.currentTimeMillis(),
                before.id(),
                before.name(),
                requireNonNullElse(update.description(), before.description()),
                requireNonNullElse(update.labels(), before.labels()),
                requireNonNullElse(update.baseAddress(), before.baseAddress()),
                requireNonNullElse(update.adminState(), before.adminState()),
                requireNonNullElse(update.properties(), before.properties()));
    }
}

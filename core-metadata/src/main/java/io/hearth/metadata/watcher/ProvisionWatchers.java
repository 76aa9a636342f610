package io.hearth.metadata.watcher;

import io.hearth.contracts.metadata.AddProvisionWatcherRequest;
import io.hearth.contracts.metadata.MultiProvisionWatchersResponse;
import io.hearth.contracts.metadata.ProvisionWatcher;
import io.hearth.contracts.metadata.UpdateProvisionWatcherRequest;
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

/** The provision watchers: which may be added, changed and removed (EdgeX API, core-metadata's status rules). */
@Singleton
public class ProvisionWatchers {
    private final MetadataStore store;
    private final Announcements announcements;

    ProvisionWatchers(MetadataStore store, Announcements announcements) {
        this.store = store;
        this.announcements = announcements;
    }

    /** The watcher of that name, 404 when there is none. */
    public ProvisionWatcher get(String name) {
        return store.get(Kinds.WATCHER, name);
    }

    /** One page of the watchers that are in all of these lists, oldest first. */
    public MultiProvisionWatchersResponse list(List<Index> indexes, Page page) {
        Listing<ProvisionWatcher> watchers = store.list(Kinds.WATCHER, indexes, page);
        return MultiProvisionWatchersResponse.of(watchers.total(), watchers.items());
    }

    /**
     * Adds watchers, each by itself: 404 when its profile is not there, 409 when the name or the id is in use. Its service need not
     * be there yet, as in EdgeX.
     */
    public List<Answer<BaseWithIdResponse>> add(List<AddProvisionWatcherRequest> requests) {
        return store.changeEach(requests, ProvisionWatchers::prefetch, (view, request) -> {
            ProvisionWatcher added = WatcherEdits.added(request.provisionWatcher());
            Change change = new Change();
            checkProfile(view, change, added.discoveredDevice().profileName());
            if (view.find(Kinds.WATCHER, added.name()).isPresent()) {
                throw new EdgexException(
                        ErrorKind.DUPLICATE_NAME, "provision watcher name '" + added.name() + "' is in use");
            }
            view.requireFree(Kinds.WATCHER, request.provisionWatcher().id());
            change.add(Kinds.WATCHER, added);
            announcements.watcher(change, Action.ADD, added);
            return new Decision<>(change, BaseWithIdResponse.created(request.requestId(), added.id()));
        });
    }

    private static void prefetch(View view, List<AddProvisionWatcherRequest> requests) {
        List<ProvisionWatcher> watchers = requests.stream()
                .map(AddProvisionWatcherRequest::provisionWatcher)
                .toList();
        view.prefetch(
                Kinds.PROFILE,
                watchers.stream()
                        .map(watcher -> watcher.discoveredDevice().profileName())
                        .toList());
        view.prefetch(
                Kinds.WATCHER, watchers.stream().map(ProvisionWatcher::name).toList());
    }

    /** Changes the named fields of watchers, each by itself: 404 when it or its new profile is not there. */
    public List<Answer<BaseResponse>> update(List<UpdateProvisionWatcherRequest> requests) {
        return store.changeEach(requests, ProvisionWatchers::prefetchNamed, (view, request) -> {
            Stored<ProvisionWatcher> before = view.addressed(
                    Kinds.WATCHER,
                    request.provisionWatcher().id(),
                    request.provisionWatcher().name());
            ProvisionWatcher after = WatcherEdits.updated(before.value(), request.provisionWatcher());
            Change change = new Change();
            checkProfile(view, change, after.discoveredDevice().profileName());
            change.replace(Kinds.WATCHER, before, after);
            announcements.watcher(change, Action.UPDATE, after);
            if (!after.serviceName().equals(before.value().serviceName())) {
                announcements.watcher(
                        change, Action.UPDATE, after, before.value().serviceName());
            }
            return new Decision<>(change, BaseResponse.ok(request.requestId(), 200));
        });
    }

    private static void prefetchNamed(View view, List<UpdateProvisionWatcherRequest> requests) {
        view.prefetch(
                Kinds.WATCHER,
                requests.stream()
                        .map(request -> request.provisionWatcher().name())
                        .filter(Objects::nonNull)
                        .toList());
    }

    /** Removes a watcher, 404 when it is not there. */
    public void delete(String name) {
        store.change(view -> {
            Stored<ProvisionWatcher> before = view.get(Kinds.WATCHER, name);
            Change change = new Change().remove(Kinds.WATCHER, before);
            announcements.watcher(change, Action.DELETE, before.value());
            return new Decision<>(change, true);
        });
    }

    private static void checkProfile(View view, Change change, String profileName) {
        if (!profileName.isEmpty()) {
            view.get(Kinds.PROFILE, profileName);
            change.expectPresent(Kinds.PROFILE, profileName);
        }
    }
}

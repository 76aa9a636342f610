package io.hearth.metadata.watcher;

import static java.util.Objects.requireNonNullElse;

import io.hearth.contracts.metadata.DiscoveredDevice;
import io.hearth.contracts.metadata.ProvisionWatcher;
import io.hearth.contracts.metadata.UpdateDiscoveredDevice;
import io.hearth.contracts.metadata.UpdateProvisionWatcher;
import io.hearth.metadata.store.GivenId;

/**
 * What a provision watcher is after a request. The server gives the times, whatever the request says of them, and the id where
 * the request has none.
 */
final class WatcherEdits {
    private WatcherEdits() {}

    /** A watcher that is new. */
    static ProvisionWatcher added(ProvisionWatcher asked) {
        long now = System.currentTimeMillis();
        return new ProvisionWatcher(
                now,
                now,
                GivenId.orNew(asked.id()),
                asked.name(),
                asked.serviceName(),
                asked.labels(),
                asked.identifiers(),
                asked.blockingIdentifiers(),
                asked.adminState(),
                asked.discoveredDevice());
    }

    /** The watcher with the fields that the update names. */
    static ProvisionWatcher updated(ProvisionWatcher before, UpdateProvisionWatcher update) {
        return new ProvisionWatcher(
                before.created(),
                System.currentTimeMillis(),
                before.id(),
                before.name(),
                requireNonNullElse(update.serviceName(), before.serviceName()),
                requireNonNullElse(update.labels(), before.labels()),
                requireNonNullElse(update.identifiers(), before.identifiers()),
                requireNonNullElse(update.blockingIdentifiers(), before.blockingIdentifiers()),
                requireNonNullElse(update.adminState(), before.adminState()),
                updated(before.discoveredDevice(), update.discoveredDevice()));
    }

    private static DiscoveredDevice updated(DiscoveredDevice before, UpdateDiscoveredDevice update) {
        return update == null
                ? before
                : new DiscoveredDevice(
                        requireNonNullElse(update.profileName(), before.profileName()),
                        requireNonNullElse(update.adminState(), before.adminState()),
                        requireNonNullElse(update.autoEvents(), before.autoEvents()),
                        requireNonNullElse(update.properties(), before.properties()));
    }
}

package io.hearth.rules.device;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads all devices and profiles of core-metadata into the catalog. By one thread. */
final class WholeCatalog implements AutoCloseable {
    private final DeviceCatalog catalog;
    private final CoreMetadata metadata;
    private final Losses deviceLosses;
    private final Losses profileLosses;

    WholeCatalog(CatalogConfig config, DeviceCatalog catalog, Clock clock) {
        this.catalog = catalog;
        this.metadata = new CoreMetadata(config);
        this.deviceLosses = new Losses("devices", config.missingGrace(), clock);
        this.profileLosses = new Losses("profiles", config.missingGrace(), clock);
    }

    /** How many devices are kept though core-metadata did not list them, because it lacked too many to be believed. */
    int doubted() {
        return deviceLosses.doubted();
    }

    /** When to look again at what is doubted; empty when nothing is. */
    Optional<Duration> doubtedFor() {
        return deviceLosses.left();
    }

    /**
     * Reads them, and tells who follows the catalog when it is another one now.
     *
     * @param kept is given what is to be stored of them, before that
     */
    void read(Consumer<CatalogStore.Batch> kept) throws IOException, InterruptedException {
        boolean[] changed = {false};
        try {
            CatalogStore.Batch whole = new CatalogStore.Batch();
            readProfiles(whole);
            readDevices(whole, () -> changed[0] = true);
            kept.accept(whole);
            changed[0] |= catalog.completed();
        } finally {
            // Also of a reading that broke off: the next one finds these devices in the catalog already.
            if (changed[0]) {
                catalog.tellChanged();
            }
        }
    }

    private void readProfiles(CatalogStore.Batch whole) throws IOException, InterruptedException {
        Set<String> gone = new HashSet<>(catalog.profileNames());
        int known = gone.size();
        metadata.profiles(profile -> {
            gone.remove(profile.name());
            catalog.put(KnownProfile.of(profile));
            whole.put(profile);
        });
        if (profileLosses.isBelieved(known, gone.size())) {
            gone.forEach(catalog::removeProfile);
        } else {
            gone.forEach(whole::keepProfile);
        }
    }

    private void readDevices(CatalogStore.Batch whole, Runnable changed) throws IOException, InterruptedException {
        Set<String> missing = new HashSet<>(catalog.deviceNames());
        int before = missing.size();
        metadata.devices(device -> {
            missing.remove(device.name());
            KnownDevice known = KnownDevice.of(device);
            if (catalog.put(known)) {
                changed.run();
            }
            whole.put(known);
        });
        boolean believed = deviceLosses.isBelieved(before, missing.size());
        for (String name : missing) {
            // A device that was deleted meanwhile moves the pages, and another one is on none of them.
            if (!believed || metadata.has(name)) {
                catalog.device(name).ifPresent(whole::put);
            } else if (catalog.remove(name)) {
                changed.run();
            }
        }
    }

    @Override
    public void close() {
        metadata.close();
    }
}

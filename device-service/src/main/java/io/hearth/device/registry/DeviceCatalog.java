package io.hearth.device.registry;

import io.hearth.contracts.metadata.Device;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.mapping.MappingIndex;
import io.hearth.device.mapping.MappingRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** The devices of this service as it knows them now. Readers never wait; changes come as whole new indexes. */
public final class DeviceCatalog {
    private final CountDownLatch loaded = new CountDownLatch(1);
    private final List<Consumer<MappingIndex>> first = new CopyOnWriteArrayList<>();
    private final List<Consumer<MappingIndex>> listeners = new CopyOnWriteArrayList<>();
    private volatile MappingIndex index;
    private volatile MappingIndex elsewhere;
    private volatile boolean serviceLocked;

    /** A catalog without devices, not yet loaded. */
    public DeviceCatalog(MappingRules rules) {
        this.index = MappingIndex.of(List.<Device>of(), Map.of(), rules);
        this.elsewhere = index;
    }

    /** All devices' topics. */
    public MappingIndex index() {
        return index;
    }

    /**
     * The topics of the devices that other instances of this service have: what comes there is theirs. They are known as ours
     * are, so that a message which two instances hear is used by one and put aside by none.
     */
    public MappingIndex elsewhere() {
        return elsewhere;
    }

    /** The device of this name. */
    public Optional<MappedDevice> device(String name) {
        return index.device(name);
    }

    /** Whether the service as a whole is LOCKED. */
    public boolean serviceLocked() {
        return serviceLocked;
    }

    /** Whether the devices have been read from core-metadata. */
    public boolean isLoaded() {
        return loaded.getCount() == 0;
    }

    /** Waits until the devices have been read from core-metadata. */
    public void awaitLoaded() throws InterruptedException {
        loaded.await();
    }

    /**
     * As {@link #onChange}, but before anybody else sees the index: who is shown a device can count on it that the listener has
     * it too.
     */
    public synchronized void beforeChange(Consumer<MappingIndex> listener) {
        first.add(listener);
        if (isLoaded()) {
            listener.accept(index);
        }
    }

    /** Calls the listener with every index from now on, and with the present one if it is loaded. */
    public synchronized void onChange(Consumer<MappingIndex> listener) {
        listeners.add(listener);
        if (isLoaded()) {
            listener.accept(index);
        }
    }

    /** What comes to be known of others is known before what is known of ours, and before anybody is told. */
    void elsewhere(MappingIndex changed) {
        elsewhere = changed;
    }

    synchronized void become(MappingIndex changed) {
        first.forEach(listener -> listener.accept(changed));
        index = changed;
        loaded.countDown();
        listeners.forEach(listener -> listener.accept(changed));
    }

    void serviceLocked(boolean locked) {
        serviceLocked = locked;
    }
}

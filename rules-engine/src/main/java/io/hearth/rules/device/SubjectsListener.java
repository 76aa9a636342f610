package io.hearth.rules.device;

/** Is told when the devices that selectors stand for may be others than before. */
@FunctionalInterface
public interface SubjectsListener {
    /**
     * Devices came, went, or changed their profile or labels. Told once for many changes that come close together, and only
     * by one thread at a time.
     */
    void subjectsChanged(ChangedDevices which);
}

package io.hearth.device.registry;

/** Is done once after the service is registered with core-metadata, and again when that failed with {@link MetadataUnavailable}. */
@FunctionalInterface
public interface OnRegistered {
    /** Does it. */
    void registered() throws InterruptedException;
}

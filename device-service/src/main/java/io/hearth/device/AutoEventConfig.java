package io.hearth.device;

import io.smallrye.config.WithDefault;

/** Readings at a fixed rate (EdgeX's {@code Device.AutoEvents}): {@code hearth.device.auto-event.*}. */
public interface AutoEventConfig {
    /** EdgeX's {@code Device.AutoEvents.SendChangedReadingsOnly}: whether an onChange event leaves out what did not change. */
    @WithDefault("false")
    boolean sendChangedReadingsOnly();

    /** How many sources may be read and published at once; a device that does not answer takes one of them until its time-out. */
    @WithDefault("256")
    int concurrency();

    /** How many of them may be of one device, so that one with many sources that answers none of them leaves the others to others. */
    @WithDefault("16")
    int maxPerDevice();
}

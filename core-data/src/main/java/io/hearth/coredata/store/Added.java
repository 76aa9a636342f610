package io.hearth.coredata.store;

/** What became of an event that was to be stored. */
public enum Added {
    /** It is durable now. */
    STORED,
    /** It was there before: the same id, so nothing was written. */
    DUPLICATE,
    /** Not stored: the device has 4095 events with ids of their own in this very nanosecond. */
    CROWDED
}

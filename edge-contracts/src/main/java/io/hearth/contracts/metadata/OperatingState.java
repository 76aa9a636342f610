package io.hearth.contracts.metadata;

/** Whether a device works (EdgeX device state). */
public enum OperatingState {
    UP,
    DOWN,
    UNKNOWN
}

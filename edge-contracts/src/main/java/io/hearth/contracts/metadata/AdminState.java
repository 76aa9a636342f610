package io.hearth.contracts.metadata;

/** Whether people let a device or service work (EdgeX device state). */
public enum AdminState {
    LOCKED,
    UNLOCKED
}

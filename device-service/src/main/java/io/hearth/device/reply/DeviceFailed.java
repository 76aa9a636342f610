package io.hearth.device.reply;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;

/** A device did not do what it was asked, or said that it could not: its failure, not that of the one who asked (500). */
public final class DeviceFailed extends EdgexException {
    private static final long serialVersionUID = 1L;

    /** With a message that names the device and what it did instead. */
    public DeviceFailed(String message) {
        super(ErrorKind.SERVER_ERROR, message);
    }
}

package io.hearth.device.command;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;

/** A command whose turn came when who asked for it did not wait any more: nothing was sent to its device. */
final class NobodyWaits extends EdgexException {
    private static final long serialVersionUID = 1L;

    NobodyWaits(String device) {
        super(
                ErrorKind.SERVICE_UNAVAILABLE,
                "nothing was sent to device '" + device + "': who asked for it does not wait any more");
    }
}

package io.hearth.rules.replica;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;

/** This replica cannot say or change anything now: another one can (503, with who that is). */
public final class StandingBy extends EdgexException {
    private static final long serialVersionUID = 1L;

    /** How what it says begins. */
    public static final String SAYS = "this replica of rules-engine stands by: ";

    /** For this reason. */
    public StandingBy(String reason) {
        super(ErrorKind.SERVICE_UNAVAILABLE, SAYS + reason);
    }
}

package io.hearth.metadata.keeper;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.runtime.live.LiveConfig;

/** Query parameters that are true or false, as Go reads them. */
final class QueryFlag {
    private QueryFlag() {}

    /** False when it is absent or empty; 400 when it is neither true nor false. */
    static boolean of(String name, String text) {
        if (text == null || text.isEmpty()) {
            return false;
        }
        try {
            return LiveConfig.flag(text);
        } catch (IllegalArgumentException neither) {
            throw new EdgexException(
                    ErrorKind.CONTRACT_INVALID,
                    "query parameter " + name + " is '" + text + "', " + neither.getMessage());
        }
    }
}

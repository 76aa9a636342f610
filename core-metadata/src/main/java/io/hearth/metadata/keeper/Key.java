package io.hearth.metadata.keeper;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import java.util.regex.Pattern;

/**
 * A key as a request names it: levels separated by {@code /}, none at the end.
 *
 * @param text letters, digits and {@code - _ ~ ; = . / %}, which EdgeX allows; nothing of it breaks a topic
 */
record Key(String text) {
    private static final Pattern ALLOWED = Pattern.compile("[a-zA-Z0-9\\-_~;=./%]+");

    /** The key of this text; 400 when it is none. */
    static Key of(String text, int maxOctets) {
        String key = text;
        while (key.endsWith("/")) {
            key = key.substring(0, key.length() - 1);
        }
        if (!ALLOWED.matcher(key).matches()) {
            throw new EdgexException(
                    ErrorKind.CONTRACT_INVALID,
                    "key is '" + text + "', allowed are the characters a to z, A to Z, 0 to 9 and - _ ~ ; = . / %");
        }
        if (key.length() > maxOctets) {
            throw new EdgexException(
                    ErrorKind.CONTRACT_INVALID, "key has " + key.length() + " characters, allowed are " + maxOctets);
        }
        return new Key(key);
    }

    /** Where the keys below this one begin, in the order of octets. */
    String firstBelow() {
        return text + "/";
    }

    /** Where they have ended: {@code 0} follows {@code /}. */
    String afterBelow() {
        return text + "0";
    }
}

package io.hearth.rules.book;

import io.hearth.contracts.codec.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A file with rules as it was taken up last.
 *
 * @param hash  the SHA-256 of its octets, in hexadecimal digits
 * @param rules the names of the rules in it
 */
record TakenFile(String hash, List<String> rules) {
    /** As it is stored; empty for what is none of ours. */
    static Optional<TakenFile> read(byte[] json) {
        try {
            return Optional.ofNullable(Json.read(json, TakenFile.class))
                    .filter(file -> file.hash() != null && file.rules() != null);
        } catch (IOException notOurs) {
            return Optional.empty();
        }
    }
}

package io.hearth.rules.replica;

import io.hearth.contracts.codec.Json;
import java.io.IOException;
import java.util.Optional;

/**
 * A replica that is up, as it tells the others.
 *
 * @param run   which run of which replica
 * @param name  for people
 * @param url   where it answers other replicas
 * @param since when it came, in ms since 1970 by Redis' clock
 * @param rules which revision of the rules it evaluates by
 */
public record Present(String run, String name, String url, long since, long rules) {
    String text() {
        return new String(Json.bytes(this), java.nio.charset.StandardCharsets.UTF_8);
    }

    static Optional<Present> read(byte[] json) {
        try {
            return Optional.of(Json.read(json, Present.class));
        } catch (IOException notOurs) {
            return Optional.empty();
        }
    }
}

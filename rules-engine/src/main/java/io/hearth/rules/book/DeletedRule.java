package io.hearth.rules.book;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;

/**
 * A rule that was deleted, and can be had back for a while.
 *
 * @param id       the id that it had
 * @param name     the name that it had
 * @param version  its last version
 * @param created  when it was made
 * @param document its last document
 * @param deleted  when it was deleted
 * @param by       who deleted it; empty when nobody said
 * @param stored   as it is stored
 */
public record DeletedRule(
        UUID id,
        String name,
        long version,
        Instant created,
        JsonNode document,
        Instant deleted,
        String by,
        byte[] stored) {}

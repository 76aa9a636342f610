package io.hearth.rules.book;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A rule as it was at some time.
 *
 * @param number   1 for the first
 * @param modified when it became so
 * @param by       who made it so; empty when nobody said
 * @param document its document
 */
public record Version(long number, Instant modified, String by, JsonNode document) {}

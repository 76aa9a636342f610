package io.hearth.metadata.store;

/**
 * A document as it was read, and the very bytes that lie in Redis: a change can then ask whether they still do.
 *
 * @param value the document
 * @param bytes its stored text
 */
public record Stored<T>(T value, byte[] bytes) {}

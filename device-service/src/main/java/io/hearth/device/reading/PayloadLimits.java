package io.hearth.device.reading;

/**
 * How much of a payload is looked at.
 *
 * @param maxBytes the largest payload
 * @param maxDepth how deep its JSON may be nested
 */
public record PayloadLimits(int maxBytes, int maxDepth) {}

package io.hearth.rules.rule;

/**
 * A signal: one resource of one device.
 *
 * @param device   the device's name
 * @param resource the resource's name
 */
public record SignalKey(String device, String resource) {}

package io.hearth.device.reading;

/**
 * Why a message or a value could not be used.
 *
 * @param reason for machines
 * @param detail for people: what was found and what is allowed
 */
public record Rejection(Reason reason, String detail) {}

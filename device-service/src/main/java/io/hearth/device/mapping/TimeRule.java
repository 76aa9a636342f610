package io.hearth.device.mapping;

/**
 * When a value was measured.
 *
 * @param place     where the time is
 * @param format    how it is written
 * @param otherwise whether the value is taken with the time of arrival when the time cannot be used; else it is rejected
 */
public record TimeRule(ValuePlace place, TimeFormat format, boolean otherwise) {}

package io.hearth.device.mapping;

import java.time.Duration;
import java.util.Optional;

/**
 * How a device proves that it did what it was told.
 *
 * @param resource the resource that it then reports with the value that was written
 * @param within   how long that may take; absent: as long as a reply
 */
public record Confirm(String resource, Optional<Duration> within) {}

package io.hearth.rules.action;

import java.time.Instant;

/**
 * An action that was given up.
 *
 * @param action   what was to be done
 * @param reason   why it cannot be
 * @param attempts how often it was tried since the last start
 * @param time     when it was given up
 */
public record FailedAction(Intent action, String reason, int attempts, Instant time) {}

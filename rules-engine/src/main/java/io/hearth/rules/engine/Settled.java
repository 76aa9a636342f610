package io.hearth.rules.engine;

import java.time.Instant;
import java.util.UUID;

/**
 * All actions of a firing, or one of them, succeeded: the cool-down counts from here.
 *
 * @param rule    whose
 * @param watch   {@code KnownRule.watch()} of the rule that fired
 * @param subject for which device
 * @param at      when the action was done
 */
public record Settled(UUID rule, String watch, String subject, Instant at) {}

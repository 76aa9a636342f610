package io.hearth.rules.engine;

import java.time.Instant;
import java.util.UUID;

/**
 * An action of a firing succeeded. The cool-down counts from when all of its firing have.
 *
 * @param rule    whose
 * @param watch   {@code KnownRule.watch()} of the rule that fired
 * @param subject for which device
 * @param firing  when it was decided, by the clock of the readings, in ns: it names the firing
 * @param action  the action's place in the firing's list, from 0
 * @param at      when the action was done
 */
public record Settled(UUID rule, String watch, String subject, long firing, int action, Instant at) {}

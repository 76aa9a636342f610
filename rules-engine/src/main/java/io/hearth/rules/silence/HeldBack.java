package io.hearth.rules.silence;

import io.hearth.rules.rule.Firing;
import java.time.Instant;
import java.util.UUID;

/**
 * The newest decision of a rule for a device that a silence holds back.
 *
 * @param ruleId the rule
 * @param watch  {@link io.hearth.rules.rule.KnownRule#watch()} of the rule that decided
 * @param device the device that the rule's selector stands for
 * @param kind   what it decided
 * @param at     when, by the clock of the readings
 */
public record HeldBack(UUID ruleId, String watch, String device, Firing.Kind kind, Instant at) {}

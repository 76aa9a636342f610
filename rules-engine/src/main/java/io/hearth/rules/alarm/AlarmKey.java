package io.hearth.rules.alarm;

import java.util.UUID;

/**
 * Where an alarm comes from. There is at most one to be seen for each.
 *
 * @param ruleId the rule
 * @param device the device that the rule's selector stands for
 * @param kind   what it is about
 */
public record AlarmKey(UUID ruleId, String device, Kind kind) {}

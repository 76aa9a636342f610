package io.hearth.rules.alarm;

import java.util.UUID;

/**
 * Where an alarm comes from. There is at most one to be seen for each.
 *
 * @param ruleId the rule
 * @param device the device that the rule's selector stands for
 * @param kind   what it is about
 * @param action which of the rule's actions; "" when it is about none by itself
 */
public record AlarmKey(UUID ruleId, String device, Kind kind, String action) {
    /** Of one that is about no action by itself. */
    public AlarmKey(UUID ruleId, String device, Kind kind) {
        this(ruleId, device, kind, "");
    }
}

package io.hearth.rules.action;

import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.Firing;
import io.hearth.rules.rule.KnownRule;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;

/**
 * An action that a rule has decided on and that is to be done once.
 *
 * @param id      the command id: the same for the same rule, device, firing and place in the rule, however often the
 *                reading that caused it is evaluated
 * @param ruleId  whose action it is
 * @param rule    the rule's name
 * @param watch   {@link KnownRule#watch()} of the rule that decided: what a rule decided before it was switched off or
 *                turned to another signal is not done any more
 * @param source  the device whose reading caused it
 * @param device  the device to command
 * @param command the command's name
 * @param values  what to set, in order
 * @param origin  the origin of the reading that caused it, in ns
 * @param index   the action's place in the rule's list, from 0
 * @param order   ascending in the order of decision
 */
public record Intent(
        UUID id,
        UUID ruleId,
        String rule,
        String watch,
        String source,
        String device,
        String command,
        Map<String, Object> values,
        long origin,
        int index,
        long order) {

    /** What a rule has decided to do. */
    public static Intent of(Firing firing, int index, Action action, long order) {
        long origin =
                firing.at().getEpochSecond() * 1_000_000_000L + firing.at().getNano();
        return of(firing.rule(), firing.subject(), origin, index, action, order);
    }

    /** What a rule has decided to do because of a reading of a device. */
    public static Intent of(KnownRule rule, String source, long origin, int index, Action action, long order) {
        return switch (action) {
            case Action.Command(var device, String command, Map<String, Object> values, var _) ->
                new Intent(
                        commandId(rule, source, origin, index),
                        rule.id(),
                        rule.rule().name(),
                        rule.watch(),
                        source,
                        device.orElse(source),
                        command,
                        values,
                        origin,
                        index,
                        order);
            default -> throw new IllegalArgumentException("not done yet");
        };
    }

    private static UUID commandId(KnownRule rule, String source, long origin, int index) {
        String firing = rule.watch() + '\n' + source + '\n' + origin + '\n' + index;
        return UUID.nameUUIDFromBytes(firing.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the same rule has decided this for the device after it had decided the older one. */
    boolean outlives(Intent older) {
        return ruleId.equals(older.ruleId) && device.equals(older.device) && origin > older.origin;
    }

    /** Whether both set the same: by the same command, or by the name of a resource. Symmetric. */
    boolean touchesWhat(Intent other) {
        return device.equals(other.device)
                && (command.equals(other.command) || !Collections.disjoint(values.keySet(), other.values.keySet()));
    }

    /** Whether this one makes an older one pointless: the same rule has changed its mind about the same command. */
    boolean supersedes(Intent older) {
        return outlives(older) && command.equals(older.command);
    }
}

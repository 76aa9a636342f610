package io.hearth.rules.action;

import io.hearth.rules.action.template.Values;
import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.Firing;
import io.hearth.rules.rule.KnownRule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An action that a rule has decided on and that is to be done once.
 *
 * @param id     the command id: the same for the same rule, subject, firing and place in the rule, however often the
 *               reading that caused it is evaluated
 * @param ruleId whose action it is
 * @param rule   the rule's name
 * @param watch  {@link KnownRule#watch()} of the rule that decided: what a rule decided before it was switched off or
 *               turned to another signal is not done any more
 * @param source the subject: the device that the rule decided for
 * @param deed   what to do
 * @param origin when it was decided, by the clock of the readings, in ns
 * @param index  the action's place in the rule's list, from 0
 * @param order  ascending in the order of decision
 * @param validity for how long it is worth doing; empty for always
 * @param acted    when an earlier run carried it out, by this machine's clock, to the ms: it must not act again, and is only
 *                 looked at; empty in the run that carries it out
 */
public record Intent(
        UUID id,
        UUID ruleId,
        String rule,
        String watch,
        String source,
        Deed deed,
        long origin,
        int index,
        long order,
        Optional<Validity> validity,
        Optional<Instant> acted) {

    /** What a rule has decided to do, with the placeholders filled, within the bounds that are the defaults. */
    public static Intent of(Firing firing, int index, Action action, long order) {
        return of(firing, index, new Deeds(Deeds.LONGEST).of(firing, index, action), order, Optional.empty());
    }

    /** What a rule has decided to do. */
    static Intent of(Firing firing, int index, Deed deed, long order, Optional<Validity> validity) {
        KnownRule rule = firing.rule();
        return new Intent(
                idOf(firing, index),
                rule.id(),
                rule.rule().name(),
                rule.watch(),
                firing.subject(),
                deed,
                Values.origin(firing),
                index,
                order,
                validity,
                Optional.empty());
    }

    /** The same, worth doing for as long. */
    Intent with(Optional<Validity> worth) {
        return new Intent(id, ruleId, rule, watch, source, deed, origin, index, order, worth, acted);
    }

    /** The same, as it is stored once it was carried out. */
    Intent actedAt(Instant at) {
        Optional<Instant> toTheMilli = Optional.of(at.truncatedTo(ChronoUnit.MILLIS));
        return new Intent(id, ruleId, rule, watch, source, deed, origin, index, order, validity, toTheMilli);
    }

    /** What a rule has decided to do because of a reading of a device; nothing is known of the reading. */
    public static Intent of(KnownRule rule, String source, long origin, int index, Action action, long order) {
        Instant at = Instant.ofEpochSecond(0, origin);
        return of(
                new Firing(rule, source, Firing.Kind.RAISED, at, Optional.empty(), "", Map.of()), index, action, order);
    }

    /** Whether it is one of {@code otherwise}, which the id says. */
    public boolean undoes() {
        return id.equals(idOf(watch, source, origin, Firing.Kind.CLEARED, index));
    }

    /** The command id of an action. */
    static UUID idOf(Firing firing, int index) {
        return idOf(firing.rule().watch(), firing.subject(), Values.origin(firing), firing.kind(), index);
    }

    private static UUID idOf(String watch, String subject, long origin, Firing.Kind kind, int index) {
        String decision = watch + '\n' + subject + '\n' + origin + '\n' + kind + '\n' + index;
        return UUID.nameUUIDFromBytes(decision.getBytes(StandardCharsets.UTF_8));
    }

    /** The device that is commanded or written; the subject when it is neither. */
    public String device() {
        return switch (deed) {
            case Deed.Command command -> command.device();
            case Deed.Write write -> write.device();
            case Deed.Publish _, Deed.Webhook _, Deed.Notify _, Deed.Refused _ -> source;
        };
    }

    /** Whether it commands this device, or writes a reading of it. */
    public boolean isFor(String name) {
        return switch (deed) {
            case Deed.Command command -> command.device().equals(name);
            case Deed.Write write -> write.device().equals(name);
            case Deed.Refused refused ->
                (refused.kind() == Deed.Kind.COMMAND || refused.kind() == Deed.Kind.WRITE)
                        && refused.target().equals(name);
            case Deed.Publish _, Deed.Webhook _, Deed.Notify _ -> false;
        };
    }

    /** The command's name; empty when it is none. */
    public String command() {
        return deed instanceof Deed.Command command ? command.command() : "";
    }

    /** What a command sets, in order; empty when it is none. */
    public Map<String, Object> values() {
        return deed instanceof Deed.Command command ? command.values() : Map.of();
    }

    /** Which of its rule's actions it is, for people; the same for the same one with other values, as of an earlier firing. */
    public String what() {
        return switch (deed) {
            case Deed.Command command -> commandOf(command.command(), command.device());
            case Deed.Write write -> writeOf(write.resource(), write.device());
            case Deed.Webhook _, Deed.Publish _, Deed.Notify _ -> placeOf(deed.kind());
            case Deed.Refused refused ->
                switch (refused.kind()) {
                    case COMMAND -> commandOf(refused.name(), refused.target());
                    case WRITE -> writeOf(refused.name(), refused.target());
                    case WEBHOOK, PUBLISH, NOTIFY -> placeOf(refused.kind());
                };
        };
    }

    /** By its place: what it says is another each time. */
    private String placeOf(Deed.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT) + ", action " + (index + 1);
    }

    private static String commandOf(String command, String device) {
        return "command " + command + " of " + device;
    }

    private static String writeOf(String resource, String device) {
        return "write " + resource + " of " + device;
    }

    boolean isCommand() {
        return deed instanceof Deed.Command;
    }

    /** Whether the same rule has decided this for the device after it had decided the older one; of commands only. */
    boolean outlives(Intent older) {
        return isCommand()
                && older.isCommand()
                && ruleId.equals(older.ruleId)
                && device().equals(older.device())
                && origin > older.origin;
    }

    /** Whether both set the same: by the same command, or by the name of a resource. Symmetric. */
    boolean touchesWhat(Intent other) {
        return isCommand()
                && other.isCommand()
                && device().equals(other.device())
                && (command().equals(other.command())
                        || !Collections.disjoint(
                                values().keySet(), other.values().keySet()));
    }

    /** Whether this one makes an older one pointless: the same rule has changed its mind about the same command. */
    boolean supersedes(Intent older) {
        return outlives(older) && command().equals(older.command());
    }
}

package io.hearth.command;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.contracts.value.GoDuration;
import io.hearth.contracts.value.InvalidValue;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a caller wants beyond EdgeX, said in query parameters that are core-command's own and go no further.
 *
 * @param confirm whether what was set is to be read back; absent when nothing was said, and the profile decides
 * @param look    whether it is only to be seen what became of the command: it is not sent
 * @param hold    for how long a person's command keeps rules away; absent when nothing was said, and the setting decides
 */
public record Wishes(Optional<Boolean> confirm, Optional<Duration> hold, boolean look) {
    /** Query parameter: {@code true} or {@code false}. */
    public static final String CONFIRM = "confirm";
    /** Query parameter: a duration, 0s for no hold. */
    public static final String HOLD = "hearth-hold";
    /** Query parameter: {@code true} or {@code false}. */
    public static final String LOOK = "hearth-look";
    /** Query parameter: see {@link Caller#of}. */
    public static final String CALLER = "hearth-caller";

    private static final Set<String> OURS = Set.of(CONFIRM, HOLD, LOOK, CALLER);

    /** Nothing but what EdgeX does. */
    public static final Wishes NONE = new Wishes(Optional.empty(), Optional.empty(), false);

    /** Reads them; 400 for what is not allowed. */
    public static Wishes of(Map<String, String> query) {
        return new Wishes(
                Optional.ofNullable(query.get(CONFIRM)).map(text -> flag(CONFIRM, text)),
                Optional.ofNullable(query.get(HOLD)).map(Wishes::hold),
                query.containsKey(LOOK) && flag(LOOK, query.get(LOOK)));
    }

    /** The query parameters that are the device service's. */
    public static Map<String, String> others(Map<String, String> query) {
        Map<String, String> others = new HashMap<>(query);
        others.keySet().removeAll(OURS);
        return others;
    }

    private static boolean flag(String name, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name, text, "true or false");
        };
    }

    private static Duration hold(String text) {
        try {
            Duration hold = GoDuration.parse(text);
            if (!hold.isNegative()) {
                return hold;
            }
        } catch (InvalidValue notOne) {
            // said below, with what is allowed
        }
        throw invalid(HOLD, text, "a duration such as 30m, or 0s");
    }

    private static EdgexException invalid(String name, String text, String allowed) {
        return new EdgexException(
                ErrorKind.CONTRACT_INVALID, "query parameter " + name + " is '" + text + "', allowed is " + allowed);
    }
}

package io.hearth.rules.caller;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import java.util.Locale;
import java.util.Set;

/**
 * Who asks, as core-command takes it: the header {@code X-Hearth-Caller} or the query parameter {@code hearth-caller} say
 * {@code person} or {@code rule}, each with a name after a colon if it has one. It is a word, not a proof.
 *
 * @param kind {@code person}, {@code rule}, or {@code unknown} when nothing was said
 * @param name which one; "" when it was not said
 */
public record Caller(String kind, String name) {
    /** The header. */
    public static final String HEADER = "X-Hearth-Caller";
    /** The query parameter, for who can set no headers; the header counts when both are there. */
    public static final String QUERY = "hearth-caller";

    private static final String UNKNOWN = "unknown";
    private static final int LONGEST_NAME = 200;
    private static final Set<String> KINDS = Set.of("person", "rule");

    /**
     * Reads what a caller says of itself.
     *
     * @param header null or blank when there is none
     * @param query  null or blank when there is none
     * @throws EdgexException 400 for anything that is not allowed
     */
    public static Caller of(String header, String query) {
        String text = isBlank(header) ? query : header;
        if (isBlank(text)) {
            return new Caller(UNKNOWN, "");
        }
        int colon = text.indexOf(':');
        String kind = (colon < 0 ? text : text.substring(0, colon)).trim().toLowerCase(Locale.ROOT);
        String name = colon < 0 ? "" : text.substring(colon + 1).trim();
        if (!KINDS.contains(kind)) {
            throw invalid("the caller is '" + text + "', allowed is person, rule, person:<name> or rule:<name>");
        }
        if (name.length() > LONGEST_NAME) {
            throw invalid("the name of the caller has " + name.length() + " characters, allowed are " + LONGEST_NAME);
        }
        return new Caller(kind, name);
    }

    /** As the caller says it of itself: {@code person:alice}. */
    public String text() {
        return name.isEmpty() ? kind : kind + ":" + name;
    }

    /** As {@link #text}, or this when nothing was said. */
    public String textOr(String silent) {
        return kind.equals(UNKNOWN) ? silent : text();
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    private static EdgexException invalid(String message) {
        return new EdgexException(ErrorKind.CONTRACT_INVALID, message);
    }
}

package io.hearth.command;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import java.util.Locale;
import java.util.Objects;

/**
 * Who asks for a command. EdgeX has no word for it; a client of Hearth's says so in the header {@code X-Hearth-Caller} or
 * the query parameter {@code hearth-caller}: {@code person}, {@code rule}, each with a name after a colon if it has one.
 *
 * @param kind    what sort of caller; {@link Kind#UNKNOWN} when nothing was said
 * @param name    which one, e.g. {@code alice}; "" when it was not said
 * @param way     how the request came
 * @param address where from, as far as the way shows it: an IP address, a topic
 */
public record Caller(Kind kind, String name, Way way, String address) {
    /** The longest name that is taken. */
    public static final int LONGEST_NAME = 200;

    /** What sort of caller. */
    public enum Kind {
        PERSON,
        RULE,
        /** Treated as a rule: it neither holds a device nor passes a person's hold, whoever it may be. */
        UNKNOWN;

        /** As it is written in requests and in the journal. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How a request came. */
    public enum Way {
        REST,
        BUS,
        EXTERNAL;

        /** As it is written in the journal. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Caller {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(way, "way");
        Objects.requireNonNull(address, "address");
    }

    /** Whether it is a person, whose commands go before those of rules. */
    public boolean isPerson() {
        return kind == Kind.PERSON;
    }

    /** As the caller says it of itself, for messages: {@code person 'alice'}. */
    public String described() {
        return name.isEmpty() ? "a " + kind.text() : kind.text() + " '" + name + "'";
    }

    /**
     * Reads what a caller says of itself.
     *
     * @param text {@code person}, {@code rule}, {@code person:<name>} or {@code rule:<name>}; null or blank when nothing was
     *     said. Anything else is 400: a person who mistypes must not become a rule in silence
     */
    public static Caller of(String text, Way way, String address) {
        if (text == null || text.isBlank()) {
            return new Caller(Kind.UNKNOWN, "", way, address);
        }
        int colon = text.indexOf(':');
        String kind = (colon < 0 ? text : text.substring(0, colon)).trim();
        String name = colon < 0 ? "" : text.substring(colon + 1).trim();
        if (name.length() > LONGEST_NAME) {
            throw invalid("the name of the caller has " + name.length() + " characters, allowed are " + LONGEST_NAME);
        }
        return switch (kind.toLowerCase(Locale.ROOT)) {
            case "person" -> new Caller(Kind.PERSON, name, way, address);
            case "rule" -> new Caller(Kind.RULE, name, way, address);
            default ->
                throw invalid("the caller is '" + text + "', allowed is person, rule, person:<name> or rule:<name>");
        };
    }

    private static EdgexException invalid(String message) {
        return new EdgexException(ErrorKind.CONTRACT_INVALID, message);
    }
}

package io.hearth.rules.book;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Set;

/**
 * Who changes a rule over REST, for its history. Said as core-command has it: in the header {@code X-Hearth-Caller} or the
 * query parameter {@code hearth-caller}, a kind, with a name after a colon if there is one, as {@code person:alice}.
 */
final class Author {
    /** A client that does not say who it is. */
    static final String REST = "rest";

    private static final String HEADER = "X-Hearth-Caller";
    private static final String QUERY = "hearth-caller";
    private static final Set<String> KINDS = Set.of("person", "rule");
    private static final int LONGEST_NAME = 200;

    private Author() {}

    /** Who asks; 400 for what is not allowed: a name that is mistyped must not stand in the history for good. */
    static String of(HttpServerRequest request) {
        String header = request.getHeader(HEADER);
        String text = header == null || header.isBlank() ? request.getParam(QUERY) : header;
        if (text == null || text.isBlank()) {
            return REST;
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
        return name.isEmpty() ? kind : kind + ":" + name;
    }

    private static EdgexException invalid(String message) {
        return new EdgexException(ErrorKind.CONTRACT_INVALID, message);
    }
}

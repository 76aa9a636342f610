package io.hearth.rules.front;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A request as it came to a replica, to be asked of those who can answer it.
 *
 * @param method  GET, POST, ...
 * @param path    without the query, encoded as it came: {@code /api/v3/rule/all}
 * @param query   encoded as it came; empty for none
 * @param headers what is to be passed on
 * @param body    as it came; empty for none
 */
public record Asked(String method, String path, String query, Map<String, String> headers, byte[] body) {
    /** The levels of the path behind {@code /api/v3}, decoded; a slash at the end makes none. */
    List<String> levels() {
        // Without a limit, what is empty at the end is left out.
        return Stream.of(path.split("/")).skip(3).map(Asked::decoded).toList();
    }

    private static String decoded(String level) {
        try {
            return URLDecoder.decode(level.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return level;
        }
    }

    /** The same to be put together with other answers: that takes the document, also when only its head is wanted. */
    Asked withBody() {
        return method.equals("HEAD") ? new Asked("GET", path, query, headers, body) : this;
    }

    /** The same with another query. */
    Asked with(String otherQuery) {
        return new Asked(method, path, otherQuery, headers, body);
    }

    /** Whether it changes nothing, so that it may be asked again. */
    public boolean isRead() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** What is asked for, as one text. */
    public String uri() {
        return query.isEmpty() ? path : path + "?" + query;
    }
}

package io.hearth.rules.front;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
    /** The levels of the path behind {@code /api/v3}, still encoded. */
    List<String> levels() {
        List<String> levels = new ArrayList<>(List.of(path.split("/", -1)));
        return levels.subList(Math.min(3, levels.size()), levels.size());
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

package io.hearth.rules.store;

import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Commands on Redis hashes. */
public final class Hashes {
    private Hashes() {}

    /** Reads a whole hash. */
    public static Request getAll(String key) {
        return Request.cmd(Command.HGETALL).arg(key);
    }

    /** What {@link #getAll} answers: RESP2 sends a flat list, RESP3 a map. */
    public static Map<String, byte[]> read(Response response) {
        Map<String, byte[]> fields = new HashMap<>();
        response.getKeys()
                .forEach(field -> fields.put(field, response.get(field).toBytes()));
        return fields;
    }

    /** Sets fields. */
    public static Request set(String key, Map<String, byte[]> fields) {
        Request request = Request.cmd(Command.HSET).arg(key);
        fields.forEach((field, value) -> request.arg(field).arg(value));
        return request;
    }

    /** Removes fields. */
    public static Request remove(String key, List<String> fields) {
        Request request = Request.cmd(Command.HDEL).arg(key);
        fields.forEach(request::arg);
        return request;
    }
}

package io.hearth.rules.store;

import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Commands on Redis hashes. */
public final class Hashes {
    private static final String START = "0";
    private static final int STEP = 1000;

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

    /**
     * Reads a large hash in steps, so that Redis serves others in between.
     *
     * @param redis answers one command
     * @param each  takes every field; one that is changed meanwhile can come twice, with both values
     */
    public static void scan(Function<Request, Response> redis, String key, BiConsumer<String, byte[]> each) {
        String cursor = START;
        do {
            Response step = redis.apply(
                    Request.cmd(Command.HSCAN).arg(key).arg(cursor).arg("COUNT").arg(STEP));
            cursor = step.get(0).toString();
            Response fields = step.get(1);
            for (int i = 0; i + 1 < fields.size(); i += 2) {
                each.accept(fields.get(i).toString(), fields.get(i + 1).toBytes());
            }
        } while (!cursor.equals(START));
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

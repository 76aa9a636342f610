package io.hearth.coredata.store;

import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.RedisError;
import io.hearth.runtime.redis.StoreUnavailable;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What Redis says of a device's stream, as far as it tells whether something counted earlier is still so.
 *
 * @param life        what this stream has and no earlier or later one under the same key, nor one that came back from a file
 * @param first       the place of its first entry
 * @param last        the newest place that it ever had; nothing is added at or before it
 * @param lastDeleted the newest place of which something was ever deleted; what is trimmed is before {@code first}
 * @param deleted     how many entries were ever deleted or trimmed
 */
record StreamState(String life, Place first, Place last, Place lastDeleted, long deleted, long length) {
    /** A consumer group that nobody consumes with: it lives and dies with the stream. */
    private static final String MARK = "hearth-life-";

    /** The state of a stream; empty when there is none, or when this Redis (before 7.0) does not tell. */
    static Optional<StreamState> of(String key, RedisBatch redis) {
        try {
            List<Response> replies = redis.sendRepeatable(List.of(
                    Request.cmd(Command.XINFO).arg("GROUPS").arg(key),
                    Request.cmd(Command.INFO).arg("server"),
                    Request.cmd(Command.XINFO).arg("STREAM").arg(key)));
            String marks = marks(replies.getFirst());
            if (marks.isEmpty()) {
                String mark = MARK + UUID.randomUUID();
                try {
                    redis.send(Request.cmd(Command.XGROUP)
                            .arg("CREATE")
                            .arg(key)
                            .arg(mark)
                            .arg("$"));
                } catch (StoreUnavailable full) {
                    // A Redis that takes nothing more can still be read.
                    return Optional.empty();
                }
                // Whoever did the same at the same time made another life of it: then it is counted once more.
                return of(key, redis);
            }
            return parse(marks + " " + run(replies.get(1)), replies.get(2));
        } catch (RedisError noSuchStream) {
            return Optional.empty();
        }
    }

    private static String marks(Response groups) {
        TreeSet<String> marks = new TreeSet<>();
        for (Response group : groups) {
            String name = group.get("name").toString();
            if (name.startsWith(MARK)) {
                marks.add(name);
            }
        }
        return String.join(" ", marks);
    }

    /** The id of this run of the server: after a restart a stream may have lost its newest entries. */
    private static String run(Response info) {
        return info.toString()
                .lines()
                .filter(line -> line.startsWith("run_id:"))
                .findFirst()
                .orElse("");
    }

    private static Optional<StreamState> parse(String life, Response info) {
        Response lastDeleted = info.get("max-deleted-entry-id");
        long length = info.get("length").toLong();
        if (lastDeleted == null || length == 0) {
            return Optional.empty();
        }
        return Optional.of(new StreamState(
                life,
                Place.parse(info.get("recorded-first-entry-id").toString()),
                Place.parse(info.get("last-generated-id").toString()),
                Place.parse(lastDeleted.toString()),
                info.get("entries-added").toLong() - length,
                length));
    }
}

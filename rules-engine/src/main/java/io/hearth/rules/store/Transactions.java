package io.hearth.rules.store;

import io.hearth.runtime.redis.RedisError;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.ArrayList;
import java.util.List;

/** Redis' transactions: commands that are carried out together, with nothing between them. */
final class Transactions {
    private Transactions() {}

    static List<Request> of(List<Request> commands) {
        List<Request> batch = new ArrayList<>(commands.size() + 2);
        batch.add(Request.cmd(Command.MULTI));
        batch.addAll(commands);
        batch.add(Request.cmd(Command.EXEC));
        return batch;
    }

    /**
     * What EXEC answers for each command.
     *
     * @throws RedisError when one of them failed: Redis carries out the others all the same
     */
    static List<Response> replies(Response executed) {
        List<Response> replies = new ArrayList<>();
        executed.forEach(replies::add);
        replies.stream()
                .filter(reply -> reply != null && reply.type() == ResponseType.ERROR)
                .findFirst()
                .ifPresent(error -> {
                    throw new RedisError(error.toString(), null);
                });
        return replies;
    }
}

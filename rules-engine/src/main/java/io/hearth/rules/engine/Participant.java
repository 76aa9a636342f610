package io.hearth.rules.engine;

import io.vertx.mutiny.redis.client.Request;
import java.util.List;

/** Takes part in what the engine decides: keeps something of its own about it, in the same transaction. */
public interface Participant {
    /** What to store with these changes of state, all or nothing with them. Asked again with the same when it failed. */
    List<Request> toStore(List<Transition> transitions);

    /** The same changes are stored. */
    void stored(List<Transition> transitions);
}

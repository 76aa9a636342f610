package io.hearth.runtime.bus;

import java.util.List;

/**
 * Does the work of a batch of messages. Returning acknowledges all of them to the broker, so it returns only when the work
 * is durable. Throwing means "not now": the same batch comes again, before anything behind it. A message that can never be
 * handled is the handler's to put aside (dead letter); a message can come twice, so the work must bear repeating.
 */
@FunctionalInterface
public interface BatchHandler {
    /** Handles the batch, in the order in which the broker sent it. */
    void handle(List<BusMessage> batch) throws Exception;
}

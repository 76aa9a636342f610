package io.hearth.device.reply;

import java.util.concurrent.CompletableFuture;

/**
 * A request that was begun, and whose reply may be waited for more than once ({@link Exchanges#reply}).
 *
 * @param exchange the request
 * @param taken    completes when the broker has it, or will not have it any more, or the device has replied
 * @param reply    completes with the reply's payload, or when none will come
 */
public record Asked(Exchange exchange, CompletableFuture<?> taken, CompletableFuture<byte[]> reply) {
    /** Whether the device may yet get it, or reply. */
    public boolean isOpen() {
        return !reply.isDone();
    }

    /** Whether it did not go out, or no reply came. */
    public boolean hasFailed() {
        return reply.isCompletedExceptionally();
    }
}

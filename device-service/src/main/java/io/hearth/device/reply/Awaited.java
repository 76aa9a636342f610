package io.hearth.device.reply;

import java.util.concurrent.CompletableFuture;

/**
 * A reply that is waited for.
 *
 * @param key     what the reply is known by
 * @param request the topic of the request, to know our own voice again where we hear it
 * @param reply   completes at once with the reply's payload; whoever gives up cancels it
 */
public record Awaited(String key, String request, CompletableFuture<byte[]> reply) {}

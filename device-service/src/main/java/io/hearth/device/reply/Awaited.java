package io.hearth.device.reply;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A reply that is waited for.
 *
 * @param device  who is to reply
 * @param key     what the reply is known by
 * @param broker  the name of the broker where it comes: at another it is none
 * @param request the topic of the request, to know our own voice again where we hear it
 * @param onTopic the only topic on which it may come; absent: on that of EdgeX's device-mqtt
 * @param reply   completes at once with the reply's payload; whoever gives up cancels it
 */
public record Awaited(
        String device,
        String key,
        String broker,
        String request,
        Optional<String> onTopic,
        CompletableFuture<byte[]> reply) {
    /** Whether this is the request itself, heard where it was sent. */
    boolean isRequest(String at, String topic) {
        return broker.equals(at) && request.equals(topic);
    }
}

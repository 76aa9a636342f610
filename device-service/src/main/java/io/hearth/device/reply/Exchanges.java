package io.hearth.device.reply;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.device.intake.DeviceBroker;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks devices and gets their replies. */
@Singleton
public class Exchanges {
    private final DeviceBroker broker;
    private final Replies replies;

    Exchanges(DeviceBroker broker, Replies replies) {
        this.broker = broker;
        this.replies = replies;
    }

    /**
     * Sends the request; completes with the reply's payload.
     *
     * @return fails with an {@link EdgexException}: 503 when the broker does not take the request, or does not acknowledge it in
     *     time, 500 when no reply comes
     */
    public CompletableFuture<byte[]> ask(Exchange exchange) {
        CompletableFuture<byte[]> reply = replies.await(exchange).reply();
        CompletableFuture<Void> sent = sent(exchange, reply);
        CompletableFuture<byte[]> answer = reply.orTimeout(exchange.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        cause(failure) instanceof TimeoutException ? late(exchange, sent.isDone()) : cause(failure)));
        answer.whenComplete((payload, failure) -> {
            if (answer.isCancelled()) {
                reply.cancel(false);
            }
        });
        return answer;
    }

    /**
     * Sends a request that must not go out twice. Who waits for its reply may give up ({@link #reply}) and wait for it again. It
     * may come as long as the broker may yet take the request, and for its timeout from when the broker has.
     */
    public Asked begin(Exchange exchange) {
        CompletableFuture<byte[]> reply = replies.await(exchange).reply();
        CompletableFuture<Void> sent = sent(exchange, reply);
        sent.thenRun(() -> reply.orTimeout(exchange.timeout().toMillis(), TimeUnit.MILLISECONDS));
        reply.whenComplete((payload, failure) -> {
            if (failure instanceof TimeoutException) {
                replies.missing();
            }
        });
        return new Asked(exchange, CompletableFuture.anyOf(sent.exceptionally(failed -> null), reply), reply);
    }

    /**
     * The reply, when it has come.
     *
     * @throws EdgexException as {@link #ask} fails. 503 is not the end of it when the broker has not acknowledged the request within
     *     the reply's timeout: it is as open as before
     */
    public byte[] reply(Asked asked) {
        Exchange exchange = asked.exchange();
        try {
            // A copy: that this one gives up ends nothing.
            asked.taken()
                    .copy()
                    .orTimeout(exchange.timeout().toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(failure -> {
                        if (!asked.taken().isDone()) {
                            throw notAcknowledged(exchange);
                        }
                        return null;
                    })
                    .join();
            return asked.reply().join();
        } catch (CompletionException failure) {
            throw switch (failure.getCause()) {
                case EdgexException refused -> refused;
                case TimeoutException late -> noReply(exchange);
                case null, default -> failure;
            };
        }
    }

    private CompletableFuture<Void> sent(Exchange exchange, CompletableFuture<byte[]> reply) {
        CompletableFuture<Void> sent = sent(exchange);
        sent.whenComplete((done, failure) -> {
            if (failure != null) {
                reply.completeExceptionally(
                        cause(failure) instanceof EdgexException refused
                                ? refused
                                : new EdgexException(
                                        ErrorKind.SERVICE_UNAVAILABLE,
                                        "the devices' broker at "
                                                + broker.named(exchange.broker())
                                                        .address() + ": "
                                                + cause(failure).getMessage()));
            }
        });
        return sent;
    }

    /** Also a request that cannot be sent at all fails so: the place where its reply is awaited is given back. */
    private CompletableFuture<Void> sent(Exchange exchange) {
        try {
            DeviceBroker to = broker.named(exchange.broker());
            return switch (exchange.form()) {
                case EDGEX, OWN -> to.publish(exchange.topic(), exchange.payload(), exchange.qos(), exchange.retain());
                case MQTT5 ->
                    to.request(
                            exchange.topic(),
                            exchange.payload(),
                            exchange.qos(),
                            exchange.retain(),
                            exchange.replyTo(),
                            exchange.key().getBytes(StandardCharsets.UTF_8));
            };
        } catch (RuntimeException notSent) {
            return CompletableFuture.failedFuture(notSent);
        }
    }

    /** A device that never got the request has not failed: that the broker has it, it says by acknowledging it. */
    private EdgexException late(Exchange exchange, boolean sent) {
        if (!sent) {
            return notAcknowledged(exchange);
        }
        replies.missing();
        return noReply(exchange);
    }

    private EdgexException notAcknowledged(Exchange exchange) {
        return new EdgexException(
                ErrorKind.SERVICE_UNAVAILABLE,
                "the devices' broker at " + broker.named(exchange.broker()).address()
                        + " did not acknowledge the request on " + exchange.topic() + " within "
                        + exchange.timeout().toMillis() + " ms, and may yet take it");
    }

    private static DeviceFailed noReply(Exchange exchange) {
        return new DeviceFailed("device '" + exchange.device() + "' did not reply within "
                + exchange.timeout().toMillis() + " ms: asked on " + exchange.topic() + ", waited for "
                + exchange.replyTo());
    }

    /** The reply, when it has come. */
    public static byte[] now(CompletableFuture<byte[]> reply) {
        try {
            return reply.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof EdgexException refused ? refused : failure;
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}

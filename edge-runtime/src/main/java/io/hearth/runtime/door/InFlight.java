package io.hearth.runtime.door;

import io.hearth.contracts.codec.Json;
import io.hearth.contracts.rest.BaseResponse;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The requests that were taken and are not answered yet. */
final class InFlight {
    private static final int STOPPING = 503;

    private int requests;
    private boolean closed;

    /** Lets a request pass, and counts it until its answer has ended or its client is gone; 503 once the doors are closed. */
    void take(RoutingContext context) {
        if (!entered()) {
            if (context.request().version() != HttpVersion.HTTP_2) {
                // HTTP/2 has no such header (RFC 9113, 8.2.2).
                context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
            context.response()
                    .setStatusCode(STOPPING)
                    .putHeader(HttpHeaders.RETRY_AFTER, "1")
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(Buffer.buffer(Json.bytes(BaseResponse.error("", "the service is stopping", STOPPING))));
            return;
        }
        AtomicBoolean left = new AtomicBoolean();
        context.addEndHandler(ended -> {
            if (left.compareAndSet(false, true)) {
                leave();
            }
        });
        context.next();
    }

    private synchronized boolean entered() {
        if (!closed) {
            requests++;
        }
        return !closed;
    }

    private synchronized void leave() {
        requests--;
        notifyAll();
    }

    /** Takes no more, and waits for those that were taken; answers how many are left when the time is over. */
    synchronized int drain(Duration atMost) {
        closed = true;
        long end = System.nanoTime() + atMost.toNanos();
        try {
            for (long left = atMost.toNanos(); requests > 0 && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        return requests;
    }
}

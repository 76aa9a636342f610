package io.hearth.rules;

import io.hearth.rules.front.Position;
import io.hearth.runtime.stop.StopDeadline;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The client of a relay, which is told events of all shares as one stream (Server-Sent Events, HTML standard 9.2). The id of an
 * event says how far each share was heard.
 */
final class RelayedClient {
    private static final String ID = "id:";
    private static final long LONGEST_WRITE_SECONDS = 30;
    /** A client that reads has long taken what it is being told. */
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(1);

    private final HttpServerResponse response;
    private final Position position;
    private final ReentrantLock telling = new ReentrantLock();
    private volatile boolean ended;
    private volatile boolean begun;

    /** One that has heard as far as this. */
    RelayedClient(HttpServerResponse response, Position position) {
        this.response = response;
        this.position = position;
    }

    /** Whether it is told no more. */
    boolean isEnded() {
        return ended;
    }

    /** Whether its answer has. */
    boolean hasBegun() {
        return begun;
    }

    /** The id of the last event that it heard of a share; empty for none. */
    Optional<String> heard(int share) {
        return position.of(share);
    }

    /** Tells the lines of an event of a share. Waits for a client that is slow; who tells us notices that, and leaves us behind. */
    void tell(int share, List<String> event) throws InterruptedException, TimeoutException, ExecutionException {
        telling.lock();
        try {
            StringBuilder text = new StringBuilder();
            for (String line : event) {
                if (line.startsWith(ID)) {
                    position.heard(share, line.substring(ID.length()).strip());
                    text.append(ID).append(position.text()).append('\n');
                } else {
                    text.append(line).append('\n');
                }
            }
            write(text.append('\n').toString());
        } finally {
            telling.unlock();
        }
    }

    private void write(String text) throws InterruptedException, TimeoutException, ExecutionException {
        if (ended) {
            return;
        }
        begin();
        response.write(text).toCompletionStage().toCompletableFuture().get(LONGEST_WRITE_SECONDS, TimeUnit.SECONDS);
    }

    private void begin() {
        if (!begun) {
            begun = true;
            response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        }
    }

    /** Refuses what it asks for, with this answer in EdgeX's envelope; ends the stream for this reason if that has begun. */
    void refuse(int status, byte[] body, String reason) {
        telling.lock();
        try {
            if (!begun && !ended) {
                ended = true;
                response.setStatusCode(status)
                        .putHeader("Content-Type", "application/json;charset=UTF-8")
                        .end(Buffer.buffer(body));
            }
        } finally {
            telling.unlock();
        }
        end(reason);
    }

    /** Ends the stream from our side, with the reason as its last event; one that does not read, and would never get it, is left. */
    void end(String reason) {
        if (!isQuiet()) {
            leave();
            return;
        }
        try {
            if (!ended) {
                ended = true;
                begin();
                response.end("event:" + StreamRelay.CLOSED + "\ndata:{\"reason\":\"" + reason + "\"}\n\n");
            }
        } finally {
            telling.unlock();
        }
    }

    /** Whether it is told nothing now, nor will be until it may be again. */
    private boolean isQuiet() {
        try {
            return telling.tryLock(StopDeadline.atMost(LONGEST_GOODBYE).toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** One that takes nothing any more is not kept: it comes back and says how far it heard. */
    void leave() {
        ended = true;
        response.reset();
    }

    /** It is gone. */
    void gone() {
        ended = true;
    }
}

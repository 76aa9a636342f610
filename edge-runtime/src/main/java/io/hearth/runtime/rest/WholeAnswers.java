package io.hearth.runtime.rest;

import io.hearth.runtime.stop.StopDeadline;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks another service over HTTP, and waits for the whole answer no longer and takes in no more of it than allowed: the
 * JDK's own timeout of a request ends with the headers, and a body may go on for ever.
 */
public final class WholeAnswers implements AutoCloseable {
    private final HttpClient http;
    private final Duration timeout;
    private final long maxBytes;

    /**
     * With these bounds.
     *
     * @param timeout  from the request to the last octet of the answer; at a stop what is left of it, when that is less
     * @param maxBytes the largest body that is taken in
     */
    public WholeAnswers(Duration timeout, long maxBytes) {
        this.timeout = timeout;
        this.maxBytes = maxBytes;
        this.http = LateTls.client().connectTimeout(timeout).build();
    }

    /**
     * The answer, whatever its status.
     *
     * @throws HttpTimeoutException when it is not whole in time
     * @throws IOException          when there is none, or it is larger than allowed; the message says so
     */
    public HttpResponse<byte[]> to(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBytes));
        Duration longest = StopDeadline.atMost(timeout);
        try {
            return answer.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            throw new HttpTimeoutException("no whole answer within " + longest.toMillis() + " ms");
        } catch (ExecutionException failure) {
            throw failed(failure.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static IOException failed(Throwable cause) {
        if (cause instanceof IOException known && known.getMessage() != null) {
            return known;
        }
        return new IOException(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}

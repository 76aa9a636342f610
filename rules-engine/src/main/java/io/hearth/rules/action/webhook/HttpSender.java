package io.hearth.rules.action.webhook;

import io.hearth.rules.action.Deed;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends one HTTP request to an address that was chosen before: the URL's name is not looked up again. It says the name in {@code
 * Host} and to TLS, which checks the certificate against it. Redirects are not followed.
 */
final class HttpSender implements AutoCloseable {
    private final Vertx vertx;
    private final HttpClient client;
    private final int answerLength;

    /**
     * With bounds.
     *
     * @param options      whom TLS trusts, if others than the system does
     * @param atOnce       how many connections to one host there may be
     * @param answerLength how many bytes of an answer are read and dropped before the connection is closed
     */
    HttpSender(Vertx vertx, HttpClientOptions options, int atOnce, int answerLength) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(
                new HttpClientOptions(options)
                        .setVerifyHost(true)
                        .setTrustAll(false)
                        .setKeepAlive(true)
                        .setDecompressionSupported(false),
                new PoolOptions().setHttp1MaxSize(atOnce));
        this.answerLength = answerLength;
    }

    /** What came back: the status, and how long to wait. */
    record Answer(int status, String retryAfter) {}

    /** There was no connection: nothing was sent. */
    static final class NotConnected extends Exception {
        private static final long serialVersionUID = 1L;

        NotConnected(Throwable cause) {
            super(cause);
        }
    }

    /**
     * Done when the status is there; the caller cancels it when it takes too long. Fails with {@link NotConnected} when nothing
     * was sent.
     *
     * @param connect for how long the connection may take
     * @param timeout for how long what follows the status may take
     */
    CompletableFuture<Answer> send(
            Deed.Webhook webhook, UUID id, InetAddress address, Duration connect, Duration timeout) {
        URI url = URI.create(webhook.url());
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(webhook.method()))
                .setSsl(url.getScheme().equalsIgnoreCase("https"))
                .setHost(url.getHost())
                .setPort(AllowedHost.portOf(url))
                .setServer(SocketAddress.inetSocketAddress(AllowedHost.portOf(url), address.getHostAddress()))
                .setURI(pathOf(url))
                .setFollowRedirects(false)
                .setConnectTimeout(Math.max(1, connect.toMillis()));
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        client.request(options)
                .recover(none -> Future.failedFuture(new NotConnected(none)))
                .compose(request -> {
                    answer.whenComplete((done, failure) -> {
                        if (failure != null) {
                            request.reset();
                        }
                    });
                    return sent(request, webhook, id);
                })
                .onSuccess(response -> {
                    drop(response, timeout);
                    answer.complete(new Answer(response.statusCode(), response.getHeader("Retry-After")));
                })
                .onFailure(answer::completeExceptionally);
        return answer;
    }

    private static Future<HttpClientResponse> sent(HttpClientRequest request, Deed.Webhook webhook, UUID id) {
        webhook.headers().forEach(request::putHeader);
        request.putHeader("Idempotency-Key", id.toString());
        return webhook.body().map(body -> request.send(Buffer.buffer(body))).orElseGet(request::send);
    }

    /** What the answer says beside its status is not wanted; one that does not end would keep its connection. */
    private void drop(HttpClientResponse response, Duration timeout) {
        HttpConnection connection = response.request().connection();
        long timer = vertx.setTimer(timeout.toMillis(), late -> connection.close());
        AtomicLong read = new AtomicLong();
        response.exceptionHandler(gone -> vertx.cancelTimer(timer));
        response.endHandler(end -> vertx.cancelTimer(timer));
        response.handler(bytes -> {
            if (read.addAndGet(bytes.length()) > answerLength) {
                connection.close();
            }
        });
    }

    private static String pathOf(URI url) {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    @Override
    public void close() {
        client.close();
    }
}

package io.hearth.rules;

import io.hearth.contracts.rest.ErrorKind;
import io.hearth.rules.front.Answer;
import io.hearth.rules.front.Asked;
import io.hearth.rules.front.Shares;
import io.hearth.rules.replica.Present;
import io.hearth.rules.replica.StandingBy;
import io.hearth.runtime.live.LiveConfig;
import io.hearth.runtime.rest.LateTls;
import io.hearth.runtime.rest.Paging;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Asks replicas over HTTP for the shares of the devices that they look after; also this one, for its own. */
@Singleton
class HttpShares implements Shares, ShareStreams {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final Duration LOOK_AT_HOLDER = Duration.ofMillis(500);
    private static final List<String> ANSWERED = List.of("Content-Type", "Content-Disposition", "Retry-After");

    private final RulesConfig config;
    private final Sharing sharing;
    private final Supplier<Integer> longestList;
    private final HttpClient http;

    HttpShares(RulesConfig config, Sharing sharing, Paging.Limits limits, LiveConfig live) {
        this.config = config;
        this.sharing = sharing;
        this.longestList = live.follow(
                RulesParts.SERVICE,
                "Service/MaxResultCount",
                LiveConfig.count(1, Integer.MAX_VALUE),
                limits.maxResultCount());
        this.http = LateTls.client().connectTimeout(config.replica().patience()).build();
    }

    @Override
    public int count() {
        return sharing.shares();
    }

    @Override
    public int longestList() {
        return longestList.get();
    }

    @Override
    public Duration patience() {
        return config.replica().patience();
    }

    @Override
    public Answer ask(int share, Asked asked) {
        return send(share, asked, HttpResponse.BodyHandlers.ofByteArray())
                .map(HttpShares::answer)
                .orElseGet(() -> Answer.error(
                        ErrorKind.SERVICE_UNAVAILABLE,
                        "share " + share + " of the devices is looked after by nobody who answers"));
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        Map<String, String> headers = new HashMap<>();
        ANSWERED.forEach(name -> response.headers().firstValue(name).ifPresent(value -> headers.put(name, value)));
        return new Answer(response.statusCode(), headers, response.body());
    }

    /**
     * Sends a request to who looks after a share, and to who does so next when that has just changed.
     *
     * @return what came; empty when nobody answered
     */
    private <T> Optional<HttpResponse<T>> send(int share, Asked asked, HttpResponse.BodyHandler<T> body) {
        // The time that somebody has for an answer is not the time that is waited for somebody.
        long looks = Math.max(1, config.replica().patience().dividedBy(LOOK_AGAIN));
        try {
            for (long i = 0; i < looks; i++) {
                Optional<Present> holder = holder(share);
                Optional<HttpResponse<T>> answer =
                        holder.isPresent() ? sendOnce(holder.get(), share, asked, body) : Optional.empty();
                if (answer.isPresent() && !isElsewhere(answer.get())) {
                    return answer;
                }
                Thread.sleep(LOOK_AGAIN);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (IOException brokenOff) {
            // Whether it was done is not known.
        }
        return Optional.empty();
    }

    @Override
    public Optional<HttpResponse<InputStream>> listen(int share, Asked asked) {
        return send(share, asked, HttpResponse.BodyHandlers.ofInputStream());
    }

    @Override
    public Optional<Present> holder(int share) {
        return sharing.company().flatMap(company -> company.holder(share));
    }

    /** Empty when it did not come there, or may be asked again. */
    private <T> Optional<HttpResponse<T>> sendOnce(
            Present holder, int share, Asked asked, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri(holder, asked))
                    .timeout(config.replica().answers())
                    .method(
                            asked.method(),
                            asked.body().length == 0
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofByteArray(asked.body()));
            asked.headers().forEach(request::setHeader);
            request.setHeader(AskedShare.HEADER, Integer.toString(share));
            return awaited(http.sendAsync(request.build(), body), holder, share, asked);
        } catch (IOException brokenOff) {
            if (mayBeAskedAgain(asked, brokenOff)) {
                return Optional.empty();
            }
            throw brokenOff;
        }
    }

    /** By the service's own path, which is there at each port; the short one is only at the service's door. */
    static URI uri(Present holder, Asked asked) {
        return URI.create(holder.url() + "/" + RulesParts.SERVICE + asked.uri());
    }

    private static boolean mayBeAskedAgain(Asked asked, IOException failure) {
        boolean cameThere = !(failure instanceof ConnectException) && !(failure instanceof HttpConnectTimeoutException);
        boolean tookTooLong = cameThere && failure instanceof HttpTimeoutException;
        return !cameThere || asked.isRead() && !tookTooLong;
    }

    /** What is only read is not waited for from one who stands still, and whose place another has taken. */
    private <T> Optional<HttpResponse<T>> awaited(
            CompletableFuture<HttpResponse<T>> answer, Present holder, int share, Asked asked)
            throws IOException, InterruptedException {
        // The client's own timeout is for the head of an answer only.
        long latest = System.nanoTime() + config.replica().answers().toNanos();
        while (true) {
            try {
                return Optional.of(answer.get(LOOK_AT_HOLDER.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException notYet) {
                boolean isAnothers = holder(share)
                        .filter(now -> !now.run().equals(holder.run()))
                        .isPresent();
                if (asked.isRead() && isAnothers) {
                    answer.cancel(true);
                    return Optional.empty();
                }
                if (System.nanoTime() - latest >= 0) {
                    answer.cancel(true);
                    throw new HttpTimeoutException("the answer did not come to its end");
                }
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof IOException broken ? broken : new IOException(failed.getCause());
            }
        }
    }

    private static boolean isElsewhere(HttpResponse<?> answer) {
        return answer.statusCode() == ErrorKind.SERVICE_UNAVAILABLE.status()
                && answer.body() instanceof byte[] text
                && new String(text, StandardCharsets.UTF_8).contains(StandingBy.SAYS);
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}

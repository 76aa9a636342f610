package io.hearth.rules.action.webhook;

import io.hearth.rules.action.ActionConfig;
import io.hearth.rules.action.Courier;
import io.hearth.rules.action.Deed;
import io.hearth.rules.action.Intent;
import io.hearth.rules.action.Outcome;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends HTTP requests. The name is looked up once, what may not be reached is left out, and the request goes to an address that
 * remains: an answer of the DNS that changes in between changes nothing. No message shows more of the URL than its host.
 */
public final class WebhookCourier implements Courier, AutoCloseable {
    private final WebhookPolicy policy;
    private final Resolver resolver;
    private final HttpSender sender;
    private final ActionConfig.WebhookConfig config;
    private final Clock clock;
    private final ExecutorService lookups = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * As it is configured.
     *
     * @param options whom TLS trusts, if others than the system does
     */
    public WebhookCourier(
            Vertx vertx, HttpClientOptions options, Resolver resolver, ActionConfig.WebhookConfig config, Clock clock) {
        this.policy = new WebhookPolicy(config);
        this.resolver = resolver;
        this.sender = new HttpSender(vertx, options, config.inFlight(), config.answerLength());
        this.config = config;
        this.clock = clock;
    }

    @Override
    public Outcome deliver(Intent intent) {
        if (!(intent.deed() instanceof Deed.Webhook webhook)) {
            throw new IllegalArgumentException(
                    "no HTTP request: " + intent.deed().kind());
        }
        Optional<String> problem = policy.problem(URI.create(webhook.url()));
        if (problem.isPresent()) {
            return new Outcome.Never("the URL " + problem.get());
        }
        int length = webhook.body()
                .map(body -> body.getBytes(StandardCharsets.UTF_8).length)
                .orElse(0);
        if (length > config.bodyLength()) {
            return new Outcome.Never("the body has " + length + " bytes, allowed are " + config.bodyLength());
        }
        return attempt(intent, webhook, timeoutOf(webhook));
    }

    private Duration timeoutOf(Deed.Webhook webhook) {
        Duration asked = webhook.timeout().filter(Duration::isPositive).orElse(config.timeout());
        return asked.compareTo(config.longestTimeout()) < 0 ? asked : config.longestTimeout();
    }

    private Outcome attempt(Intent intent, Deed.Webhook webhook, Duration timeout) {
        long until = System.nanoTime() + timeout.toNanos();
        try {
            List<InetAddress> addresses = within(until, CompletableFuture.supplyAsync(() -> lookUp(webhook), lookups));
            List<InetAddress> allowed =
                    addresses.stream().filter(policy::allows).toList();
            if (allowed.isEmpty()) {
                return new Outcome.Never(webhook.host() + " stands for an address that is not public, and not in"
                        + " hearth.rules.actions.webhook.allowed-networks");
            }
            return outcome(webhook, ask(intent, webhook, allowed, until));
        } catch (TimeoutException slow) {
            return new Outcome.Later(webhook.host() + " did not answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException failure) {
            return new Outcome.Later(webhook.host() + " cannot be reached: " + Fault.of(failure.getCause()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Outcome.Later("the service stops");
        }
    }

    /** Asks one address after the other until one takes the connection: what was sent once is not sent to the next. */
    private HttpSender.Answer ask(Intent intent, Deed.Webhook webhook, List<InetAddress> addresses, long until)
            throws TimeoutException, ExecutionException, InterruptedException {
        for (int i = 0; ; i++) {
            int left = addresses.size() - i;
            Duration time = Duration.ofNanos(Math.max(1_000_000, until - System.nanoTime()));
            try {
                return within(until, sender.send(webhook, intent.id(), addresses.get(i), time.dividedBy(left), time));
            } catch (ExecutionException failure) {
                if (left == 1 || !(failure.getCause() instanceof HttpSender.NotConnected)) {
                    throw failure;
                }
            }
        }
    }

    private static <T> T within(long until, CompletableFuture<T> work)
            throws TimeoutException, ExecutionException, InterruptedException {
        try {
            return work.get(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        } finally {
            work.cancel(true);
        }
    }

    private List<InetAddress> lookUp(Deed.Webhook webhook) {
        try {
            return resolver.resolve(webhook.host());
        } catch (UnknownHostException unknown) {
            throw new CompletionException(unknown);
        }
    }

    private Outcome outcome(Deed.Webhook webhook, HttpSender.Answer answer) {
        int status = answer.status();
        String reason = webhook.host() + " answered " + status;
        if (status >= 200 && status < 300) {
            return new Outcome.Done();
        }
        if (status >= 300 && status < 400) {
            return new Outcome.Never(reason + ", and redirects are not followed");
        }
        boolean passes = status == 408 || status == 425 || status == 429 || status >= 500;
        return passes
                ? new Outcome.Later(reason, RetryAfter.read(answer.retryAfter(), clock, config.longestRetryAfter()))
                : new Outcome.Never(reason);
    }

    @Override
    public void close() {
        lookups.shutdownNow();
        sender.close();
    }
}

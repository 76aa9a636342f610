package io.hearth.command.store;

import static io.vertx.mutiny.redis.client.Command.PING;

import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.StoreUnavailable;
import io.hearth.runtime.stop.StopDeadline;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Sends to Redis in one round trip whatever has piled up since the last one, for many callers that each wait for their own
 * answer: one command at a time has no delay, a thousand at once are a few round trips.
 */
@Singleton
public class Pile implements AutoCloseable {
    private static final Company COMPANY = new Company(Duration.ofMillis(20), 500);
    private static final Duration LONGEST_FLUSH = Duration.ofSeconds(1);

    private final RedisBatch redis;
    private final BlockingQueue<Asked> waiting = new LinkedBlockingQueue<>();
    private final Thread sender = Thread.ofVirtual().name("command-pile").unstarted(this::run);

    private record Asked(List<Request> requests, boolean urgent, CompletableFuture<List<Response>> answer) {}

    /** Sends from now on. */
    public Pile(RedisBatch redis) {
        this.redis = redis;
        sender.start();
    }

    /**
     * Sends these commands, which must bear repeating, one after another, and waits for their answers.
     *
     * @throws StoreUnavailable when Redis does not take them
     */
    public List<Response> send(Request... requests) {
        try {
            return sendLater(requests).join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    /** As {@link #send}, without waiting; what is asked for by one thread is sent in that order. */
    public CompletableFuture<List<Response>> sendLater(Request... requests) {
        return later(true, requests);
    }

    /** As {@link #sendLater}, with the next that somebody waits for, or a moment later. */
    public CompletableFuture<List<Response>> sendInCompany(Request... requests) {
        return later(false, requests);
    }

    private CompletableFuture<List<Response>> later(boolean urgent, Request... requests) {
        Asked asked = new Asked(List.of(requests), urgent, new CompletableFuture<>());
        waiting.add(asked);
        return asked.answer();
    }

    private void run() {
        List<Asked> round = new ArrayList<>();
        try {
            while (true) {
                round.add(waiting.take());
                COMPANY.gather(round, waiting, Asked::urgent);
                answer(round);
                round.clear();
            }
        } catch (InterruptedException stop) {
            waiting.forEach(asked -> asked.answer().completeExceptionally(stopping()));
        }
    }

    private void answer(List<Asked> round) {
        try {
            List<Response> answers = redis.sendRepeatable(
                    round.stream().flatMap(asked -> asked.requests().stream()).toList());
            int at = 0;
            for (Asked asked : round) {
                int end = at + asked.requests().size();
                asked.answer().complete(answers.subList(at, end));
                at = end;
            }
        } catch (RuntimeException | Error failure) {
            // Whatever it is, those who wait must hear of it, and the next round is another.
            round.forEach(asked -> asked.answer().completeExceptionally(failure));
        }
    }

    /** Before Redis's client is closed, which is when everything else is: what waits for company goes now. */
    void flush(@Observes ShutdownEvent event) {
        sendLater(Request.cmd(PING))
                .completeOnTimeout(List.of(), StopDeadline.atMost(LONGEST_FLUSH).toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(away -> List.of())
                .join();
    }

    private static StoreUnavailable stopping() {
        return new StoreUnavailable("core-command is stopping", null);
    }

    @Override
    @PreDestroy
    public void close() {
        sender.interrupt();
    }
}

package io.hearth.command.store;

import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.redis.StoreUnavailable;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Sends to Redis in one round trip whatever has piled up since the last one, for many callers that each wait for their own
 * answer: one command at a time has no delay, a thousand at once are a few round trips.
 */
@Singleton
public class Pile implements AutoCloseable {
    private static final int MOST = 500;

    private final RedisBatch redis;
    private final BlockingQueue<Asked> waiting = new LinkedBlockingQueue<>();
    private final Thread sender = Thread.ofVirtual().name("command-pile").unstarted(this::run);

    private record Asked(List<Request> requests, CompletableFuture<List<Response>> answer) {}

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
        Asked asked = new Asked(List.of(requests), new CompletableFuture<>());
        waiting.add(asked);
        return asked.answer();
    }

    private void run() {
        List<Asked> round = new ArrayList<>();
        try {
            while (true) {
                round.add(waiting.take());
                waiting.drainTo(round, MOST - 1);
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

    private static StoreUnavailable stopping() {
        return new StoreUnavailable("core-command is stopping", null);
    }

    @Override
    @PreDestroy
    public void close() {
        sender.interrupt();
    }
}

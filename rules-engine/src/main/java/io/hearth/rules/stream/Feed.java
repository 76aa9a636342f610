package io.hearth.rules.stream;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.rules.rule.Severity;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** One stream: what has happened lately, and who listens. */
final class Feed {
    private final StreamConfig config;
    private final String run;
    private final Semaphore places;
    private final LongAdder tooSlow = new LongAdder();
    private final Set<StreamClient> clients = ConcurrentHashMap.newKeySet();
    private final Deque<Happening> kept = new ArrayDeque<>();
    private long number;
    private boolean stopped;

    /**
     * An empty stream.
     *
     * @param run    names this life of the service: numbers begin anew with each
     * @param places for clients, of all streams together
     */
    Feed(StreamConfig config, String run, Semaphore places) {
        this.config = config;
        this.run = run;
        this.places = places;
    }

    int listening() {
        return clients.size();
    }

    /** How many clients were left behind. */
    long tooSlow() {
        return tooSlow.sum();
    }

    /** Something has happened. Does not wait for anybody. */
    void publish(
            String name, String rule, String device, List<String> labels, Severity severity, Supplier<String> json) {
        synchronized (this) {
            Happening happening =
                    new Happening(++number, name, rule, device, labels, severity, new Happening.Said(json));
            kept.addLast(happening);
            if (kept.size() > config.kept()) {
                kept.removeFirst();
            }
            clients.forEach(client -> {
                if (!client.offer(happening)) {
                    tooSlow.increment();
                }
            });
        }
    }

    /**
     * What happens from now on, or from after the event with this id. A client that asks for one that is not kept any more is
     * told so by an event of the name {@code gap}.
     *
     * @param lastEventId null or empty for none
     * @throws EdgexException 503 when too many listen already
     */
    Flow.Publisher<Message> listen(Wish wish, String lastEventId) {
        if (places.availablePermits() == 0) {
            throw new EdgexException(ErrorKind.SERVICE_UNAVAILABLE, tooMany());
        }
        // The place is taken by who listens: a request that ends before its answer begins never does, and leaves
        // nothing.
        return listener -> {
            if (places.tryAcquire()) {
                StreamClient client = new StreamClient(wish, run, config.waiting(), listener, this::left);
                listener.onSubscribe(client);
                join(client, lastEventId);
            } else {
                StreamClient client = new StreamClient(wish, run, config.waiting(), listener, refused -> {});
                listener.onSubscribe(client);
                client.close(tooMany());
            }
        };
    }

    private String tooMany() {
        return Streams.FULL + ", allowed are " + config.clients();
    }

    private void left(StreamClient client) {
        places.release();
        clients.remove(client);
    }

    private void join(StreamClient client, String lastEventId) {
        boolean over;
        synchronized (this) {
            over = stopped;
            if (!over) {
                resume(client, lastEventId);
                clients.add(client);
            }
        }
        if (over) {
            client.end();
        } else if (client.isEnded()) {
            clients.remove(client);
        } else {
            client.greet();
        }
    }

    private void resume(StreamClient client, String lastEventId) {
        if (lastEventId == null || lastEventId.isBlank()) {
            return;
        }
        long last = numberOf(lastEventId.trim());
        if (last < 0
                || last > number
                || !kept.isEmpty() && last + 1 < kept.getFirst().number()) {
            client.notice("gap", "what came after event '" + lastEventId.trim() + "' is not kept any more");
            return;
        }
        for (Happening happening : kept) {
            if (happening.number() > last && !client.offer(happening)) {
                tooSlow.increment();
                return;
            }
        }
    }

    private long numberOf(String id) {
        int dash = id.lastIndexOf('-');
        try {
            return dash > 0 && id.substring(0, dash).equals(run) ? Long.parseLong(id.substring(dash + 1)) : -1;
        } catch (NumberFormatException notOurs) {
            return -1;
        }
    }

    void heartbeat() {
        long silence = config.heartbeat().toNanos();
        clients.forEach(client -> client.heartbeat(silence));
    }

    /** Ends all streams, and every one that is asked for from now on. */
    void stop() {
        synchronized (this) {
            stopped = true;
        }
        List.copyOf(clients).forEach(StreamClient::end);
    }
}

package io.hearth.rules;

import io.hearth.rules.fault.Faults;
import io.hearth.rules.front.Answer;
import io.hearth.rules.front.Asked;
import io.hearth.rules.front.Position;
import io.hearth.rules.replica.Present;
import io.hearth.rules.stream.Streams;
import io.vertx.core.http.HttpServerResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The streams of all shares of the devices, told to one client as one. A share that goes to another replica is listened to there
 * from where it was left; what is not known there is told as a gap.
 */
final class StreamRelay {
    /** The name of the event with which a stream ends. */
    static final String CLOSED = "closed";

    private static final String WORKER = "rules-relay";
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final String EVENT = "event:";
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ShareStreams shares;
    private final Asked asked;
    private final RelayedClient client;
    private final Map<Integer, Heard> open = new ConcurrentHashMap<>();
    /** The answer begins when all shares are heard: who has it takes nothing for missed that happens from then on. */
    private final CountDownLatch unheard;

    private final Set<Integer> heardOnce = ConcurrentHashMap.newKeySet();

    /** A share's stream, and whose it is. */
    private record Heard(InputStream in, Optional<Present> from) {
        void leave() {
            try {
                in.close();
            } catch (IOException closed) {
                // It is.
            }
        }
    }

    StreamRelay(ShareStreams shares, Asked asked, HttpServerResponse response) {
        this.shares = shares;
        this.asked = asked;
        Optional<String> last = asked.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(LAST_EVENT_ID))
                .map(Map.Entry::getValue)
                .findFirst();
        this.client = new RelayedClient(response, Position.of(last, shares.count()));
        this.unheard = new CountDownLatch(shares.count());
    }

    void start(Runnable over) {
        for (int share = 0; share < shares.count(); share++) {
            int one = share;
            Thread.ofVirtual().name(WORKER).start(() -> {
                tryToListen(one);
                over.run();
            });
        }
        Thread.ofVirtual().name(WORKER).start(this::watch);
    }

    /** Who has died with its machine, or stands still, does not say that it tells no more. */
    private void watch() {
        try {
            while (!client.isEnded()) {
                Thread.sleep(LOOK);
                open.forEach((share, heard) -> {
                    Optional<Present> holder = shares.holder(share);
                    if (holder.isPresent()
                            && !holder.map(Present::run).equals(heard.from().map(Present::run))) {
                        heard.leave();
                    }
                });
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** A client that would hear the other shares only is left: it comes back, and says how far it heard. */
    private void tryToListen(int share) {
        try {
            listen(share);
        } catch (IllegalArgumentException noUri) {
            Answer refusal = Answer.notPassedOn(noUri);
            refuse(refusal.status(), refusal.body(), "the request cannot be passed on");
        } catch (RuntimeException | Error unforeseen) {
            Faults.noted(WORKER, unforeseen);
            leaveClient();
        }
    }

    /** As long as the client listens, and somebody tells. */
    private void listen(int share) {
        while (!client.isEnded()) {
            Optional<Present> holder = shares.holder(share);
            Optional<HttpResponse<InputStream>> stream = shares.listen(share, from(client.heard(share)));
            if (stream.isEmpty()) {
                continue;
            }
            try (InputStream in = stream.get().body()) {
                if (stream.get().statusCode() != 200) {
                    if (refused(stream.get(), in.readAllBytes())) {
                        return;
                    }
                    Thread.sleep(PAUSE);
                } else {
                    relay(share, new Heard(in, holder));
                }
            } catch (IOException lost) {
                // Listened to again, from where it was left.
            } catch (TimeoutException | ExecutionException | IllegalStateException clientLost) {
                leaveClient();
                return;
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    private Asked from(Optional<String> lastEventId) {
        Map<String, String> headers = new HashMap<>(asked.headers());
        headers.keySet().removeIf(LAST_EVENT_ID::equalsIgnoreCase);
        lastEventId.ifPresent(id -> headers.put(LAST_EVENT_ID, id));
        return new Asked(asked.method(), asked.path(), asked.query(), headers, asked.body());
    }

    /**
     * A client that asked for what is not allowed is told so, also one for which a share has no place: it would hear the others
     * only. Whoever is there next is asked when nobody can answer now.
     */
    private boolean refused(HttpResponse<InputStream> answer, byte[] body) {
        boolean isFull = new String(body, StandardCharsets.UTF_8).contains(Streams.FULL);
        if (answer.statusCode() == 503 && !isFull) {
            return false;
        }
        refuse(
                answer.statusCode(),
                body,
                isFull ? Streams.FULL : "a replica refuses it with status " + answer.statusCode());
        return true;
    }

    private void refuse(int status, byte[] body, String reason) {
        client.refuse(status, body, reason);
        close();
    }

    private void relay(int share, Heard heard)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        open.put(share, heard);
        try {
            awaitOthers(share);
            tellAll(share, heard.in());
        } finally {
            open.remove(share);
        }
    }

    /** Those that nobody looks after now are not waited for any longer than for another answer. */
    private void awaitOthers(int share) throws InterruptedException {
        if (heardOnce.add(share)) {
            unheard.countDown();
        }
        if (!client.hasBegun() && !client.isEnded()) {
            unheard.await(shares.patience().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void tellAll(int share, InputStream in)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        List<String> event = new ArrayList<>();
        for (String line = lines.readLine(); line != null && !client.isEnded(); line = lines.readLine()) {
            if (!line.isEmpty()) {
                event.add(line);
            } else if (!event.isEmpty()) {
                if (isClosed(event)) {
                    return;
                }
                client.tell(share, event);
                event.clear();
            }
        }
    }

    /** That one replica ends its stream is no end for the client. */
    private static boolean isClosed(List<String> event) {
        return event.stream()
                .anyMatch(line -> line.startsWith(EVENT)
                        && line.substring(EVENT.length()).strip().equals(CLOSED));
    }

    /** Ends the stream from our side, with the reason as its last event. */
    void end(String reason) {
        client.end(reason);
        close();
    }

    private void leaveClient() {
        client.leave();
        close();
    }

    /** The client is gone. */
    void close() {
        client.gone();
        open.values().forEach(Heard::leave);
    }
}

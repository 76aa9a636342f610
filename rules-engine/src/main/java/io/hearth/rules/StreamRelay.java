package io.hearth.rules;

import io.hearth.rules.front.Asked;
import io.hearth.rules.front.Position;
import io.hearth.rules.replica.Present;
import io.hearth.rules.stream.Streams;
import io.vertx.core.buffer.Buffer;
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
import java.util.concurrent.locks.ReentrantLock;

/**
 * The streams of all shares of the devices, told to one client as one (Server-Sent Events, HTML standard 9.2). A share that
 * goes to another replica is listened to there from where it was left; what is not known there is told as a gap. The id of an
 * event says how far each share was heard.
 */
final class StreamRelay {
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final String ID = "id:";
    private static final String EVENT = "event:";
    private static final String CLOSED = "closed";
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final long LONGEST_WRITE_SECONDS = 30;

    private final HttpShares shares;
    private final Asked asked;
    private final HttpServerResponse client;
    private final Position position;
    private final ReentrantLock telling = new ReentrantLock();
    private final Map<Integer, Heard> open = new ConcurrentHashMap<>();
    /** The answer begins when all shares are heard: who has it takes nothing for missed that happens from then on. */
    private final CountDownLatch unheard;

    private final Set<Integer> heardOnce = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;
    private volatile boolean begun;

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

    StreamRelay(HttpShares shares, Asked asked, HttpServerResponse client) {
        this.shares = shares;
        this.asked = asked;
        this.client = client;
        Optional<String> last = asked.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(LAST_EVENT_ID))
                .map(Map.Entry::getValue)
                .findFirst();
        this.position = Position.of(last, shares.count());
        this.unheard = new CountDownLatch(shares.count());
    }

    void start(Runnable over) {
        for (int share = 0; share < shares.count(); share++) {
            int one = share;
            Thread.ofVirtual().name("rules-relay").start(() -> {
                listen(one);
                over.run();
            });
        }
        Thread.ofVirtual().name("rules-relay").start(this::watch);
    }

    /** Who has died with its machine, or stands still, does not say that it tells no more. */
    private void watch() {
        try {
            while (!ended) {
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

    /** As long as the client listens, and somebody tells. */
    private void listen(int share) {
        while (!ended) {
            Optional<Present> holder = shares.holder(share);
            Optional<HttpResponse<InputStream>> stream =
                    shares.send(share, from(position.of(share)), HttpResponse.BodyHandlers.ofInputStream());
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
        telling.lock();
        try {
            if (!begun && !ended) {
                ended = true;
                client.setStatusCode(answer.statusCode())
                        .putHeader("Content-Type", "application/json;charset=UTF-8")
                        .end(Buffer.buffer(body));
            }
        } finally {
            telling.unlock();
        }
        end(isFull ? Streams.FULL : "a replica refuses it with status " + answer.statusCode());
        return true;
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
        if (!begun && !ended) {
            unheard.await(shares.patience().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void tellAll(int share, InputStream in)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        List<String> event = new ArrayList<>();
        for (String line = lines.readLine(); line != null && !ended; line = lines.readLine()) {
            if (!line.isEmpty()) {
                event.add(line);
            } else if (!event.isEmpty()) {
                if (isClosed(event)) {
                    return;
                }
                tell(share, event);
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

    private void tell(int share, List<String> event) throws InterruptedException, TimeoutException, ExecutionException {
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

    /** Waits for a client that is slow; who tells us notices that, and leaves us behind. */
    private void write(String text) throws InterruptedException, TimeoutException, ExecutionException {
        if (ended) {
            return;
        }
        if (!begun) {
            begun = true;
            client.setChunked(true).putHeader("Content-Type", "text/event-stream");
        }
        client.write(text).toCompletionStage().toCompletableFuture().get(LONGEST_WRITE_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends the stream from our side, with the reason as its last event. */
    void end(String reason) {
        telling.lock();
        try {
            if (!ended) {
                ended = true;
                if (!begun) {
                    client.setChunked(true).putHeader("Content-Type", "text/event-stream");
                }
                client.end("event:" + CLOSED + "\ndata:{\"reason\":\"" + reason + "\"}\n\n");
            }
        } finally {
            telling.unlock();
        }
        close();
    }

    /** A client that takes nothing any more is not kept: it comes back and says how far it heard. */
    private void leaveClient() {
        close();
        client.reset();
    }

    /** The client is gone. */
    void close() {
        ended = true;
        open.values().forEach(Heard::leave);
    }
}

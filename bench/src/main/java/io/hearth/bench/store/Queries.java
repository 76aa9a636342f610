package io.hearth.bench.store;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Asks one address over and over and takes down how long each answer took. */
final class Queries {
    private static final int OK = 200;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * How an address answered.
     *
     * @param perSecond answers a second
     * @param p50       the median in ms, {@code p99} likewise
     */
    record Answers(double perSecond, double p50, double p99, long octets) {}

    /** A number of requests from each of some clients, after a warm-up of a third of them. */
    Answers ask(URI address, int clients, int requests) throws InterruptedException {
        run(address, clients, Math.max(1, requests / 3), new ConcurrentHistogram(3));
        Histogram nanos = new ConcurrentHistogram(3);
        long begin = System.nanoTime();
        long octets = run(address, clients, requests, nanos);
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Answers(
                (double) clients * requests / seconds,
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6,
                octets);
    }

    private long run(URI address, int clients, int requests, Histogram nanos) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(60)).build();
        AtomicLong octets = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new java.util.concurrent.CopyOnWriteArrayList<>();
        for (int client = 0; client < clients; client++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < requests; i++) {
                        long asked = System.nanoTime();
                        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
                        nanos.recordValue(System.nanoTime() - asked);
                        octets.set(answer.body().length);
                        if (answer.statusCode() != OK) {
                            throw new IllegalStateException(address + " answered " + answer.statusCode() + ": "
                                    + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
                        }
                    }
                } catch (Exception failure) {
                    failures.add(failure);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("this run is void", failures.getFirst());
        }
        return octets.get();
    }
}

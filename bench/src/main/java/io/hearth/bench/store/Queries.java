package io.hearth.bench.store;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Asks one address over and over and takes down how long each answer took. */
public final class Queries {
    /**
     * How an address answered.
     *
     * @param perSecond answers a second
     * @param p50       the median in ms, {@code p99} likewise
     * @param cpu       what an answer cost core-data and Redis of the processors' time, ms; on a machine that others use too,
     *                  this is what can be compared
     */
    public record Answers(double perSecond, double p50, double p99, long octets, double cpu) {}

    /** A number of requests from each of some clients, after a warm-up of a third of them. */
    public Answers ask(URI address, int clients, int requests) throws InterruptedException {
        run(address, clients, Math.max(1, requests / 3), new ConcurrentHistogram(3));
        Histogram nanos = new ConcurrentHistogram(3);
        double cpu = cpuSeconds();
        long begin = System.nanoTime();
        long octets = run(address, clients, requests, nanos);
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Answers(
                (double) clients * requests / seconds,
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6,
                octets,
                (cpuSeconds() - cpu) * 1e3 / clients / requests);
    }

    /** Of core-data, Redis and the broker, which are this process' children. */
    private static double cpuSeconds() {
        return ProcessHandle.current()
                .children()
                .mapToDouble(child -> child.info()
                        .totalCpuDuration()
                        .map(time -> time.toNanos() / 1e9)
                        .orElse(0.0))
                .sum();
    }

    private long run(URI address, int clients, int requests, Histogram nanos) throws InterruptedException {
        AtomicLong octets = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        for (int client = 0; client < clients; client++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try (Connection connection = new Connection(address)) {
                    for (int i = 0; i < requests; i++) {
                        long asked = System.nanoTime();
                        octets.set(connection.ask());
                        nanos.recordValue(System.nanoTime() - asked);
                    }
                } catch (IOException | RuntimeException failure) {
                    failures.add(failure);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("this run is void: " + address, failures.getFirst());
        }
        return octets.get();
    }
}

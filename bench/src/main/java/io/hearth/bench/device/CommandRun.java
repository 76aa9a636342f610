package io.hearth.bench.device;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.awaitility.Awaitility;

/**
 * From a command's REST request to its payload at the device, at a fixed rate that does not wait for answers (open loop): a time begins
 * when the command was due, so that one which goes out late because others were slow counts as slow.
 */
final class CommandRun {
    private static final int PER_SECOND = 200;
    private static final int AT_A_TIME = 4;

    private final Suite suite;
    private final int warmUp;
    private final int seconds;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private long next;

    /** Measures for so many seconds each, after as many commands as warm the services up, and a sixth of that time at the rate. */
    CommandRun(Suite suite, int warmUp, int seconds) {
        this.suite = suite;
        this.warmUp = warmUp;
        this.seconds = seconds;
    }

    void run() throws InterruptedException {
        try (Client device = new Client(suite.broker.port());
                Client sender = new Client(suite.broker.port())) {
            ConcurrentMap<Long, Long> due = new ConcurrentHashMap<>();
            Histogram[] nanos = {new ConcurrentHistogram(3)};
            AtomicLong strange = new AtomicLong();
            device.listen("bench/+/set", message -> {
                long now = System.nanoTime();
                Long began =
                        due.remove(Long.parseLong(new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8)));
                if (began == null) {
                    strange.incrementAndGet();
                } else {
                    nanos[0].recordValue(now - began);
                }
            });
            measure(
                    "the broker alone",
                    due,
                    nanos,
                    strange,
                    number -> sender.publish("bench/" + Suite.name(number) + "/set", Long.toString(number)));
            measure("device-service", due, nanos, strange, number -> put(suite.devices, number));
            measure("core-command", due, nanos, strange, number -> put(suite.commands, number));
        }
    }

    private void measure(
            String what,
            ConcurrentMap<Long, Long> due,
            Histogram[] nanos,
            AtomicLong strange,
            IntFunction<CompletableFuture<?>> send)
            throws InterruptedException {
        warmUp(due, send);
        load(Math.max(1, seconds / 6), due, send);
        settled(what, due, strange);
        nanos[0] = new ConcurrentHistogram(3);
        long used = processorNanos();
        load(seconds, due, send);
        settled(what, due, strange);
        if (nanos[0].getTotalCount() != (long) seconds * PER_SECOND) {
            throw new IllegalStateException("void: " + nanos[0].getTotalCount() + " payloads arrived");
        }
        System.out.printf(
                Locale.ROOT,
                "device   command to payload  %-17s %d a second for %d s: p50 %6.2f ms  p99 %6.2f ms  p99.9 %6.2f ms  most %6.2f ms; services %.2f ms of processor time each%n",
                what,
                PER_SECOND,
                seconds,
                nanos[0].getValueAtPercentile(50) / 1e6,
                nanos[0].getValueAtPercentile(99) / 1e6,
                nanos[0].getValueAtPercentile(99.9) / 1e6,
                nanos[0].getMaxValue() / 1e6,
                (processorNanos() - used) / 1e6 / seconds / PER_SECOND);
    }

    /** Of core-metadata, core-command and device-service. */
    private long processorNanos() {
        return suite.metadata.processorNanos() + suite.commands.processorNanos() + suite.devices.processorNanos();
    }

    /** A few at a time: a process that has just begun would fall behind at any rate. */
    private void warmUp(ConcurrentMap<Long, Long> due, IntFunction<CompletableFuture<?>> send) {
        for (int i = 0; i < warmUp; i += AT_A_TIME) {
            List<CompletableFuture<?>> few = new ArrayList<>();
            for (int j = 0; j < AT_A_TIME; j++) {
                due.put(next, System.nanoTime());
                few.add(send.apply((int) next++));
            }
            CompletableFuture.allOf(few.toArray(CompletableFuture[]::new)).join();
        }
    }

    private void load(int howLong, ConcurrentMap<Long, Long> due, IntFunction<CompletableFuture<?>> send) {
        AtomicLong answered = new AtomicLong();
        AtomicLong failed = new AtomicLong();
        AtomicReference<Throwable> first = new AtomicReference<>();
        long begin = System.nanoTime();
        int all = howLong * PER_SECOND;
        for (int i = 0; i < all; i++) {
            long when = begin + i * (1_000_000_000L / PER_SECOND);
            long number = next++;
            for (long left = when - System.nanoTime(); left > 0; left = when - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            due.put(number, when);
            send.apply((int) number).whenComplete((answer, failure) -> {
                if (failure != null) {
                    failed.incrementAndGet();
                    first.compareAndSet(null, failure);
                }
                answered.incrementAndGet();
            });
        }
        Awaitility.await("all answers").atMost(Duration.ofSeconds(30)).until(() -> answered.get() == all);
        if (failed.get() > 0) {
            throw new IllegalStateException("void: " + failed.get() + " of " + all + " commands failed", first.get());
        }
    }

    private static void settled(String what, ConcurrentMap<Long, Long> due, AtomicLong strange)
            throws InterruptedException {
        Awaitility.await("all payloads of " + what)
                .atMost(Duration.ofSeconds(30))
                .until(due::isEmpty);
        // One too many comes a moment later.
        Thread.sleep(200);
        if (strange.get() > 0) {
            throw new IllegalStateException("void: " + strange.get() + " payloads came twice or unasked");
        }
    }

    private CompletableFuture<?> put(Service service, int number) {
        URI uri = service.uri("/api/v3/device/name/" + Suite.name(number) + "/number");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .PUT(HttpRequest.BodyPublishers.ofString("{\"number\":" + number + "}"))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenAccept(answer -> {
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
        });
    }
}

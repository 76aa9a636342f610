package io.hearth.bench.device;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;

/**
 * From a device's publish to its event on the bus, beside a subscriber that only counts: the same messages through the same broker,
 * in turns. What counts is the processors' time of the two processes; the broker's, and that of who publishes and listens, is
 * left out.
 */
final class EventRun {
    private final Suite suite;
    private final int warmUps;
    private final int rounds;
    private final int messages;

    /** So many rounds after some that warm both up, in turns. */
    EventRun(Suite suite, int warmUps, int rounds, int messages) {
        this.suite = suite;
        this.warmUps = warmUps;
        this.rounds = rounds;
        this.messages = messages;
    }

    /** One turn. */
    private record Turn(double microsEach, double perSecond) {}

    void run() throws IOException, InterruptedException {
        AtomicLong events = new AtomicLong();
        try (Client listener = new Client(suite.broker.port());
                Client device = new Client(suite.broker.port());
                BareProcess bare = new BareProcess(suite.broker.port(), "bare/+/status")) {
            listener.listen("edgex/events/device/device-mqtt/bench/#", event -> events.incrementAndGet());
            List<Turn> ours = new ArrayList<>();
            List<Turn> theirs = new ArrayList<>();
            for (int round = -warmUps; round < rounds; round++) {
                Turn one = turn(device, "bench", events::get, suite.devices::processorNanos);
                Turn other = turn(device, "bare", bare::count, bare::processorNanos);
                if (round >= 0) {
                    ours.add(one);
                    theirs.add(other);
                }
            }
            print(ours, theirs);
        }
    }

    private Turn turn(Client device, String prefix, LongSupplier count, LongSupplier processor)
            throws InterruptedException {
        long before = count.getAsLong();
        long used = processor.getAsLong();
        long begin = System.nanoTime();
        device.report(prefix, messages);
        Awaitility.await("all " + messages + " messages of " + prefix)
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> count.getAsLong() - before >= messages);
        double seconds = (System.nanoTime() - begin) / 1e9;
        double micros = (processor.getAsLong() - used) / 1e3 / messages;
        // One too many comes a moment later.
        Thread.sleep(200);
        if (count.getAsLong() - before != messages) {
            throw new IllegalStateException("void: " + (count.getAsLong() - before) + " instead of " + messages);
        }
        return new Turn(micros, messages / seconds);
    }

    private void print(List<Turn> ours, List<Turn> theirs) {
        double event = median(ours.stream().map(Turn::microsEach).sorted().toList());
        double counted = median(theirs.stream().map(Turn::microsEach).sorted().toList());
        System.out.printf(
                Locale.ROOT,
                "device   publish to event  %d rounds of %,d: event %.1f us of processor time each, %,.0f a second; only counted %.1f us, %,.0f a second; %.2f x%n",
                rounds,
                messages,
                event,
                median(ours.stream().map(Turn::perSecond).sorted().toList()),
                counted,
                median(theirs.stream().map(Turn::perSecond).sorted().toList()),
                event / counted);
    }

    private static double median(List<Double> sorted) {
        return sorted.get(sorted.size() / 2);
    }
}

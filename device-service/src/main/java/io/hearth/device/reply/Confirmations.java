package io.hearth.device.reply;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Waits for devices to report what they were told: the proof that it was done. */
public final class Confirmations {
    private final LongSupplier clock;
    private final Map<String, Set<Expected>> byDevice = new ConcurrentHashMap<>();

    /** By this clock, Unix ns, which is that of the devices' broker where reports have stamps. */
    public Confirmations(LongSupplier clock) {
        this.clock = clock;
    }

    /** A reading that is waited for; it must be closed. */
    public final class Expected implements AutoCloseable {
        private final String device;
        private final String resource;
        private final Predicate<String> right;
        private final CompletableFuture<Void> seen = new CompletableFuture<>();
        private final long expectedAt = System.nanoTime();
        private final long expectedFrom = clock.getAsLong();
        private volatile String last;

        private Expected(String device, String resource, Predicate<String> right) {
            this.device = device;
            this.resource = resource;
            this.right = right;
        }

        /** Completes when the device has reported it. */
        public CompletableFuture<Void> seen() {
            return seen;
        }

        /** What was reported instead, for messages to people. */
        public String instead() {
            String text = last;
            return text == null ? "it was not reported" : "it was reported as '" + text + "'";
        }

        /** An old report that was kept somewhere on the way proves nothing. */
        private boolean isOlder(Received received) {
            return received.at() - expectedAt < 0
                    || received.stamp().isPresent() && received.stamp().getAsLong() < expectedFrom;
        }

        private void reported(Reading reading) {
            if (reading.resourceName().equals(resource) && reading.value() instanceof ReadingValue.Simple simple) {
                last = simple.text();
                if (right.test(simple.text())) {
                    seen.complete(null);
                }
            }
        }

        @Override
        public void close() {
            byDevice.computeIfPresent(device, (name, expected) -> {
                expected.remove(this);
                return expected.isEmpty() ? null : expected;
            });
        }
    }

    /** Begins to wait for a reading; to be called before the device is told. */
    public Expected expect(String device, String resource, Predicate<String> right) {
        Expected expected = new Expected(device, resource, right);
        byDevice.compute(device, (name, others) -> {
            Set<Expected> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(expected);
            return all;
        });
        return expected;
    }

    /** Takes in what a device has reported by itself. */
    public void reported(Event event, Received received) {
        Set<Expected> expected = byDevice.get(event.deviceName());
        if (expected != null) {
            expected.stream().filter(one -> !one.isOlder(received)).forEach(one -> event.readings()
                    .forEach(one::reported));
        }
    }
}

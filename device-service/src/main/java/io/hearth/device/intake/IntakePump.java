package io.hearth.device.intake;

import io.hearth.contracts.event.Event;
import io.hearth.device.reading.Reason;
import io.hearth.device.reading.Rejection;
import io.hearth.runtime.bus.Backoff;
import io.hearth.runtime.stop.StopDeadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;

/**
 * Moves messages from the devices' broker to the bus, in order, and acknowledges each to the devices' broker when the bus's
 * broker has acknowledged what was made of it. What the bus does not take is tried again; until then nothing behind it moves, and the
 * devices' broker keeps what does not fit in the queue.
 */
final class IntakePump implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(IntakePump.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    private final Intake intake;
    private final BusOutlet outlet;
    private final BiFunction<String, byte[], CompletableFuture<Void>> bus;
    private final OriginLedger ledger;
    private final BiConsumer<Event, DeviceMessage> published;
    private final IntakeMetrics metrics;
    private final Limits limits;
    private final BlockingQueue<DeviceMessage> queue;
    private final Thread worker;
    private volatile String trouble = "";
    private volatile boolean closed;

    /**
     * Bounds of the pump.
     *
     * @param room          how many messages may wait; the broker is never asked for more
     * @param batch         how many are on their way to the bus at once
     * @param maxRetryDelay the longest pause before the bus is tried again
     */
    record Limits(int room, int batch, Duration maxRetryDelay) {}

    /** What belongs to one message. */
    private record Work(DeviceMessage message, long origin, Outcome outcome, List<BusOutlet.Outgoing> outgoing) {}

    IntakePump(
            Intake intake,
            BusOutlet outlet,
            BiFunction<String, byte[], CompletableFuture<Void>> bus,
            OriginLedger ledger,
            BiConsumer<Event, DeviceMessage> published,
            IntakeMetrics metrics,
            Limits limits) {
        this.intake = intake;
        this.outlet = outlet;
        this.bus = bus;
        this.ledger = ledger;
        this.published = published;
        this.metrics = metrics;
        this.limits = limits;
        this.queue = new LinkedBlockingQueue<>();
        metrics.queue(queue, limits.room());
        // A platform thread: it lives as long as the service and does the heaviest work of it.
        this.worker = Thread.ofPlatform().name("device-intake").daemon().start(this::run);
    }

    /** Takes a message over; the caller keeps to {@link Limits#room}. */
    void arrived(DeviceMessage message) {
        queue.add(message);
    }

    private void run() {
        List<DeviceMessage> batch = new ArrayList<>();
        try {
            while (!closed) {
                batch.add(queue.take());
                queue.drainTo(batch, limits.batch() - 1);
                move(batch);
                batch.clear();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (Throwable fatal) {
            // What was not acknowledged stays with the broker; readiness tells that a restart is needed.
            LOG.error("intake stopped", fatal);
            trouble = "the intake of messages has stopped, see the log: " + fatal;
        }
    }

    /** Why messages are no longer taken in; empty while they are. */
    String trouble() {
        return trouble;
    }

    /** A message may have thousands of parts: not more of them are held at once than a batch has messages, and one message's. */
    private void move(List<DeviceMessage> batch) throws InterruptedException {
        List<Work> works = new ArrayList<>(batch.size());
        List<BusOutlet.Outgoing> outgoing = new ArrayList<>(batch.size());
        for (DeviceMessage message : batch) {
            Work work = work(message);
            works.add(work);
            outgoing.addAll(work.outgoing());
            if (outgoing.size() >= limits.batch()) {
                move(works, outgoing);
            }
        }
        move(works, outgoing);
    }

    private void move(List<Work> works, List<BusOutlet.Outgoing> outgoing) throws InterruptedException {
        for (int from = 0; from < outgoing.size(); from += limits.batch()) {
            publish(outgoing.subList(from, Math.min(outgoing.size(), from + limits.batch())));
        }
        works.forEach(this::finish);
        works.clear();
        outgoing.clear();
    }

    private Work work(DeviceMessage message) {
        long origin = message.stamp().orElseGet(() -> ledger.originOf(message));
        try {
            Outcome outcome = intake.take(message, origin);
            return new Work(message, origin, outcome, outgoing(outcome));
        } catch (RuntimeException | StackOverflowError | LinkageError bug) {
            // One message that we cannot handle must not stop all others.
            LOG.errorf(bug, "message put aside after an unexpected failure topic=%s", message.topic());
            Rejection rejection = new Rejection(Reason.INTERNAL, String.valueOf(bug));
            Outcome letter = new Outcome.Used(List.of(), List.of(intake.letter(message, origin, rejection)));
            return new Work(message, origin, letter, outgoing(letter));
        }
    }

    private List<BusOutlet.Outgoing> outgoing(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ignored ignored -> List.of();
            case Outcome.Used used -> {
                List<BusOutlet.Outgoing> all = new ArrayList<>(1);
                used.events().forEach(event -> all.add(outlet.event(event)));
                used.letters().forEach(letter -> all.add(outlet.letter(letter)));
                yield all;
            }
        };
    }

    /** Returns when the bus's broker has all of it. */
    private void publish(List<BusOutlet.Outgoing> outgoing) throws InterruptedException {
        Backoff backoff = new Backoff(FIRST_RETRY, limits.maxRetryDelay());
        List<BusOutlet.Outgoing> left = outgoing;
        while (true) {
            left = attempt(left, backoff.failures() == 0);
            if (left.isEmpty()) {
                break;
            }
            Thread.sleep(backoff.next());
        }
        if (backoff.failures() > 0) {
            LOG.infof("the bus takes messages again failures=%d", backoff.failures());
        }
    }

    /** Sends until the first failure and answers what is left from there on: what follows it must not overtake it. */
    private List<BusOutlet.Outgoing> attempt(List<BusOutlet.Outgoing> outgoing, boolean warn)
            throws InterruptedException {
        List<CompletableFuture<Void>> sent = new ArrayList<>(outgoing.size());
        for (BusOutlet.Outgoing message : outgoing) {
            CompletableFuture<Void> taken = bus.apply(message.topic(), message.payload());
            sent.add(taken);
            if (taken.isCompletedExceptionally()) {
                break;
            }
        }
        awaitLast(sent);
        for (int i = 0; i < sent.size(); i++) {
            try {
                sent.get(i).get();
            } catch (ExecutionException notTaken) {
                if (warn) {
                    LOG.warnf(
                            "the bus does not take messages, trying again reason=%s",
                            notTaken.getCause().getMessage());
                }
                return outgoing.subList(i, outgoing.size());
            }
        }
        return List.of();
    }

    /** Acknowledgements come in order: who waits for each of them is woken up for each, which costs more than all else here. */
    private static void awaitLast(List<CompletableFuture<Void>> sent) throws InterruptedException {
        try {
            sent.getLast().get();
        } catch (ExecutionException notTaken) {
            // Told by the first that was not taken.
        }
    }

    private void finish(Work work) {
        metrics.moved(work.outcome());
        if (work.outcome() instanceof Outcome.Used used) {
            used.events().forEach(event -> published.accept(event, work.message()));
        }
        ledger.acknowledging(work.message().packetId(), work.origin());
        try {
            work.message().acknowledge().run();
        } catch (RuntimeException connectionGone) {
            // The broker sends it again; the ledger or the stamp makes it the same event.
            LOG.debugf(
                    "acknowledgement lost with the connection topic=%s",
                    work.message().topic());
        }
    }

    @Override
    public void close() {
        closed = true;
        worker.interrupt();
        try {
            worker.join(StopDeadline.atMost(LONGEST_CLOSE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

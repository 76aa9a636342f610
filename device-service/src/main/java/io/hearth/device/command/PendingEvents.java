package io.hearth.device.command;

import io.hearth.device.DeviceConfig;
import io.hearth.device.intake.BusOutlet.Outgoing;
import io.hearth.runtime.bus.Backoff;
import io.hearth.runtime.bus.Bus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingDeque;
import org.jboss.logging.Logger;

/**
 * Events that commands gave rise to, on their way to the bus: in order, each tried again until the bus has it. The command
 * is not held up by it and not carried out again for it, since the device has been told already. An event can go out twice,
 * as the same event. In memory: what waits when the process dies is lost.
 */
@Singleton
class PendingEvents {
    private static final Logger LOG = Logger.getLogger(PendingEvents.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);

    private final Bus bus;
    private final Duration longestPause;
    private final BlockingDeque<Outgoing> waiting;
    private final Counter dropped;
    private Thread sender;

    PendingEvents(Bus bus, DeviceConfig config, MeterRegistry meters) {
        this.bus = bus;
        this.longestPause = config.mqtt().maxRetryDelay();
        this.waiting = new LinkedBlockingDeque<>(config.command().maxPendingEvents());
        this.dropped = Counter.builder("hearth_command_events_dropped")
                .description("events of commands that were given up because too many waited for the bus")
                .register(meters);
        Gauge.builder("hearth_command_events_pending", waiting, BlockingDeque::size)
                .description("events of commands that wait for the bus")
                .register(meters);
    }

    void start(@Observes StartupEvent event) {
        sender = Thread.ofVirtual().name("command-events").start(this::run);
    }

    void stop(@Observes ShutdownEvent event) {
        if (sender != null) {
            sender.interrupt();
        }
    }

    /** Sends the event when it is its turn. When too many wait, the oldest is given up. */
    void add(Outgoing event) {
        while (!waiting.offerLast(event)) {
            if (waiting.pollFirst() != null) {
                if (dropped.count() == 0) {
                    LOG.warn("events of commands are given up: too many wait for the bus");
                }
                dropped.increment();
            }
        }
    }

    private void run() {
        try {
            while (true) {
                send(waiting.takeFirst());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Outgoing event) throws InterruptedException {
        Backoff backoff = new Backoff(FIRST_RETRY, longestPause);
        while (true) {
            try {
                bus.publish(event.topic(), event.payload()).get();
                return;
            } catch (ExecutionException notTaken) {
                if (backoff.failures() == 0) {
                    LOG.warnf(
                            "the bus does not take an event of a command, trying again topic=%s reason=%s",
                            event.topic(), notTaken.getCause().getMessage());
                }
                Thread.sleep(backoff.next());
            }
        }
    }
}

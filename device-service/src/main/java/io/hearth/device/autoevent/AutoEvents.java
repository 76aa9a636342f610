package io.hearth.device.autoevent;

import io.hearth.contracts.event.Event;
import io.hearth.device.DeviceConfig;
import io.hearth.device.intake.BusOutlet;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.mapping.MappingIndex;
import io.hearth.device.registry.DeviceCatalog;
import io.hearth.runtime.bus.Backoff;
import io.hearth.runtime.bus.Bus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Reads devices' sources at a fixed rate and puts what they read on the bus (EdgeX device SDK, AutoEvents). One thread keeps the
 * deadlines of all; a bounded number of others read, of which one device takes a few at most. A source that is still being read, or waits for its turn, when it is
 * due again misses that deadline, so that what waits is never more than there are AutoEvents.
 */
@Singleton
class AutoEvents {
    private static final Logger LOG = Logger.getLogger(AutoEvents.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);

    private final DeviceConfig config;
    private final DeviceCatalog catalog;
    private final SourceReader reader;
    private final BusOutlet outlet;
    private final Bus bus;
    private final AutoEventMetrics metrics;
    private final FixedRates rates = new FixedRates();
    private final Map<String, Plan> plans = new HashMap<>();
    private final DueTasks ready;
    private final Semaphore changed = new Semaphore(0);
    private final List<Thread> threads = new ArrayList<>();

    AutoEvents(
            DeviceConfig config,
            DeviceCatalog catalog,
            SourceReader reader,
            BusOutlet outlet,
            Bus bus,
            AutoEventMetrics metrics) {
        this.config = config;
        this.catalog = catalog;
        this.reader = reader;
        this.outlet = outlet;
        this.bus = bus;
        this.metrics = metrics;
        this.ready = new DueTasks(config.autoEvent().maxPerDevice());
        metrics.running(rates::size);
    }

    void start(@Observes StartupEvent event) {
        threads.add(Thread.ofPlatform().name("auto-events").daemon().start(this::keepTime));
        for (int i = 0; i < Math.max(1, config.autoEvent().concurrency()); i++) {
            threads.add(Thread.ofVirtual().name("auto-event-", i).start(this::work));
        }
        catalog.onChange(this::follow);
    }

    void stop(@Observes ShutdownEvent event) {
        threads.forEach(Thread::interrupt);
    }

    /** Starts and stops what has to be, and leaves alone what is as it was. */
    private synchronized void follow(MappingIndex index) {
        List<Task> over = new ArrayList<>();
        List<Task> fresh = new ArrayList<>();
        Map<String, Plan> kept = new HashMap<>();
        for (MappedDevice device : index.devices()) {
            if (!catalog.serviceLocked() && Plan.runs(device)) {
                Plan before = plans.get(device.name());
                boolean same = before != null && before.isFor(device.device());
                Plan now = same
                        ? before
                        : Plan.of(device.device(), config.autoEvent().sendChangedReadingsOnly());
                kept.put(device.name(), now);
                if (!same) {
                    fresh.addAll(now.tasks());
                }
            }
        }
        plans.forEach((name, plan) -> {
            if (kept.get(name) != plan) {
                over.addAll(plan.tasks());
            }
        });
        plans.clear();
        plans.putAll(kept);
        if (!over.isEmpty()) {
            rates.cancel(over);
        }
        if (!fresh.isEmpty()) {
            rates.add(fresh, System.nanoTime());
            changed.release();
        }
    }

    private void keepTime() {
        try {
            while (true) {
                long pause = rates.run(System.nanoTime(), this::due, metrics::missed);
                if (changed.tryAcquire(pause, TimeUnit.NANOSECONDS)) {
                    changed.drainPermits();
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void due(Task task) {
        if (task.begin()) {
            ready.put(task);
        } else {
            metrics.missed(1);
        }
    }

    private void work() {
        try {
            while (true) {
                Task task = ready.take();
                try {
                    carryOut(task);
                } catch (RuntimeException | StackOverflowError bug) {
                    metrics.failed();
                    LOG.errorf(
                            bug,
                            "auto event failed unexpectedly device=%s source=%s",
                            task.device(),
                            task.autoEvent().sourceName());
                } finally {
                    ready.done(task);
                    task.end();
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void carryOut(Task task) throws InterruptedException {
        if (task.isCancelled()) {
            return;
        }
        switch (reader.read(task.device(), task.autoEvent().sourceName())) {
            case SourceReader.Result.Failed failed -> {
                metrics.failed();
                LOG.debugf(
                        "auto event not read device=%s source=%s reason=%s",
                        task.device(), task.autoEvent().sourceName(), failed.why());
            }
            case SourceReader.Result.Read read -> publish(task, read.event());
        }
    }

    private void publish(Task task, Event event) throws InterruptedException {
        boolean onChange = task.autoEvent().onChange();
        Optional<Event> wanted = onChange ? task.changes().of(event) : Optional.of(event);
        if (wanted.isEmpty()) {
            metrics.unchanged();
            return;
        }
        if (sent(task, outlet.event(wanted.get()))) {
            metrics.published();
            if (onChange) {
                task.changes().published(wanted.get());
            }
        }
    }

    /** Waits until the bus has it; what was read is not lost because the bus is away. False when it is not wanted any more. */
    private boolean sent(Task task, BusOutlet.Outgoing event) throws InterruptedException {
        Backoff backoff = new Backoff(FIRST_RETRY, config.mqtt().maxRetryDelay());
        while (!task.isCancelled()) {
            try {
                bus.publish(event.topic(), event.payload()).get();
                return true;
            } catch (ExecutionException notTaken) {
                LOG.debugf(
                        "the bus does not take an auto event, trying again topic=%s reason=%s",
                        event.topic(), notTaken.getCause().getMessage());
                Thread.sleep(backoff.next());
            }
        }
        return false;
    }
}

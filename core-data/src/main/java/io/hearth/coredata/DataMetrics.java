package io.hearth.coredata;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.LongAdder;

/**
 * The counters from which loss is always visible: what was received is stored, a duplicate, refused to a REST client (400)
 * or a dead letter.
 */
@Singleton
public class DataMetrics {
    private final MeterRegistry registry;
    private final Counter received;
    private final Counter stored;
    private final Counter duplicate;
    private final LongAdder eventsStored = new LongAdder();
    private final LongAdder readingsStored = new LongAdder();

    /** Counters of this registry. */
    public DataMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.received = Counter.builder("hearth_messages_received")
                .description("events received by bus and REST, readable or not")
                .tag("service", CoreData.KEY)
                .register(registry);
        this.stored = Counter.builder("hearth_events_stored")
                .description("events stored")
                .register(registry);
        this.duplicate = Counter.builder("hearth_events_duplicate")
                .description("events that were stored already")
                .register(registry);
    }

    /** Counts what came in. */
    public void received(int messages) {
        received.increment(messages);
    }

    /** Counts one stored event. */
    public void stored(int readings) {
        stored.increment();
        eventsStored.increment();
        readingsStored.add(readings);
    }

    /** How many events were stored since the start. */
    public long eventsStored() {
        return eventsStored.sum();
    }

    /** How many readings were stored since the start. */
    public long readingsStored() {
        return readingsStored.sum();
    }

    /** Counts one event that was there before. */
    public void duplicate() {
        duplicate.increment();
    }

    /** Counts one message of this service that was put aside. */
    public void deadLetter(String reason) {
        Counter.builder("hearth_dead_letters")
                .description("messages put aside because they could not be handled")
                .tag("service", CoreData.KEY)
                .tag("reason", reason)
                .register(registry)
                .increment();
    }

    /** Counts what Redis refused to whoever asked, by the word with which it did: NOAUTH, WRONGPASS, NOPERM. */
    public void redisRefused(String reason, long times) {
        Counter.builder("hearth_redis_refused")
                .description(
                        "requests that Redis refused to whoever asked: no or a wrong user, or one that may not do that")
                .tag("reason", reason)
                .register(registry)
                .increment(times);
    }

    /** Counts events that were removed, and why: age, cap, retention, id, device. */
    public void removed(String why, long events) {
        Counter.builder("hearth_events_removed")
                .description("events removed; those of a whole device when their memory is freed")
                .tag("why", why)
                .register(registry)
                .increment(events);
    }

    /** Counts keys of closed statistics that were freed with their device. */
    public void rollupsFreed(long keys) {
        Counter.builder("hearth_rollups_freed")
                .description("closed statistics freed with their device, up to 128 minutes or hours of a resource each")
                .register(registry)
                .increment(keys);
    }
}

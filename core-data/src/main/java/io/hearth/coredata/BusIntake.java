package io.hearth.coredata;

import io.hearth.runtime.bus.BatchConsumer;
import io.hearth.runtime.bus.BusConfig;
import io.hearth.runtime.bus.BusMessage;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Message;

/** What this service takes from a channel of the bus, batch by batch, from its start to its end. */
public abstract class BusIntake {
    private final String name;
    private final Multi<Message<byte[]>> channel;
    private final BusConfig bus;
    private final Duration rest;
    private BatchConsumer consumer;

    /** For a channel of this name. */
    protected BusIntake(String name, Multi<Message<byte[]>> channel, BusConfig bus) {
        this(name, channel, bus, Duration.ZERO);
    }

    /** The same, whose batches begin so far apart at least ({@link BatchConsumer}). */
    protected BusIntake(String name, Multi<Message<byte[]>> channel, BusConfig bus, Duration rest) {
        this.name = name;
        this.channel = channel;
        this.bus = bus;
        this.rest = rest;
    }

    /** Takes in a batch; the broker gets its acknowledgements when it returns, and while it throws the batch comes again. */
    protected abstract void handle(List<BusMessage> batch);

    protected void start(@Observes StartupEvent started) {
        consumer = BatchConsumer.start(name, channel, bus.consumer(), rest, this::handle);
    }

    protected void stop(@Observes ShutdownEvent stopping) {
        if (consumer != null) {
            consumer.close();
        }
    }

    /** The channel's name. */
    public String channel() {
        return name;
    }

    /** Why nothing that comes is kept just now; empty when it is. */
    public String trouble() {
        if (consumer == null || !consumer.running()) {
            return "the subscription of " + name + " has ended, restart core-data";
        }
        return consumer.heldBack().isEmpty() ? "" : "messages wait with the broker: " + consumer.heldBack();
    }
}

package io.hearth.runtime.bus;

import io.smallrye.mutiny.Multi;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * The mouth of a durable subscription: asks the channel for as many messages as there is room for, by number and octets, passes
 * them on by the connection's own thread, and hands acknowledgements back to the broker.
 */
final class Inlet implements Flow.Subscriber<Message<byte[]>> {
    private static final Logger LOG = Logger.getLogger(Inlet.class);

    /** A message and the way to acknowledge it. */
    record Delivery(BusMessage message, Message<byte[]> original) {
        int octets() {
            return message.payload().length;
        }
    }

    private final String name;
    private final int capacity;
    private final Demand demand;
    private final Consumer<Delivery> taker;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Flow.Subscription subscription;

    /** One that is not {@link #open} yet; {@code taker} gets each message, must be quick and must not throw. */
    Inlet(String name, BusConfig.Consumer limits, Consumer<Delivery> taker) {
        this(name, limits.queue(), limits, taker);
    }

    /** The same with room for so many messages. */
    Inlet(String name, int capacity, BusConfig.Consumer limits, Consumer<Delivery> taker) {
        this.name = name;
        this.capacity = capacity;
        this.demand = new Demand(capacity, limits.queueOctets());
        this.taker = taker;
    }

    /** From now on messages come. */
    void open(Multi<Message<byte[]>> channel) {
        QueueMetrics.register(name, this);
        channel.subscribe().withSubscriber(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(demand.first());
    }

    @Override
    public void onNext(Message<byte[]> message) {
        BusMessage received = message.getMetadata(BusMessage.class)
                .orElseThrow(() -> new IllegalStateException("channel " + name + " is not one of the bus"));
        Delivery delivery = new Delivery(received, message);
        int more = demand.arrived(delivery.octets());
        taker.accept(delivery);
        request(more);
    }

    @Override
    public void onError(Throwable failure) {
        // Readiness shows it: a channel that has ended never comes back by itself.
        if (ended.compareAndSet(false, true)) {
            LOG.errorf(failure, "channel failed channel=%s", name);
        }
    }

    @Override
    public void onComplete() {
        ended.set(true);
    }

    /** Acknowledges to the broker, and makes room for one more. */
    void acknowledge(Delivery delivery) {
        try {
            delivery.original().ack();
        } catch (RuntimeException connectionGone) {
            // The broker sends the message again on the next connection; the work bears repeating.
            LOG.debugf("acknowledgement lost with the connection channel=%s", name);
        } finally {
            request(demand.done(delivery.octets()));
        }
    }

    private void request(int more) {
        if (more > 0) {
            subscription.request(more);
        }
    }

    /** How many messages came and are not acknowledged. */
    int held() {
        return demand.held();
    }

    /** Octets of the messages that came and are not acknowledged. */
    long octets() {
        return demand.octets();
    }

    /** Octets that they may have together, about. */
    long octetsCapacity() {
        return demand.mostOctets();
    }

    int capacity() {
        return capacity;
    }

    boolean ended() {
        return ended.get();
    }

    void close() {
        if (ended.compareAndSet(false, true) && subscription != null) {
            subscription.cancel();
        }
    }
}

package io.hearth.runtime.bus;

import io.smallrye.mutiny.Multi;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * The mouth of a durable subscription: a queue bounded by number and octets that asks the channel for as many messages as it
 * has room for,
 * and hands acknowledgements back to the broker.
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
    private final BlockingQueue<Delivery> queue;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Flow.Subscription subscription;

    Inlet(String name, BusConfig.Consumer limits) {
        this.name = name;
        this.capacity = limits.queue();
        this.demand = new Demand(capacity, limits.queueOctets());
        this.queue = new LinkedBlockingQueue<>(capacity);
    }

    static Inlet open(String name, Multi<Message<byte[]>> channel, BusConfig.Consumer limits) {
        Inlet inlet = new Inlet(name, limits);
        channel.subscribe().withSubscriber(inlet);
        return inlet;
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
        queue.add(delivery);
        request(demand.arrived(delivery.octets()));
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

    /** Octets of the messages that came and are not acknowledged. */
    long octets() {
        return demand.octets();
    }

    /** Octets that they may have together, about. */
    long octetsCapacity() {
        return demand.mostOctets();
    }

    BlockingQueue<Delivery> queue() {
        return queue;
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

package io.hearth.box.broker;

import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerConsumerPlugin;

/**
 * Lets what is being delivered for a subscription be delivered before the subscription ends. Artemis waits for it too, but at an
 * UNSUBSCRIBE it waits with the consumer's monitor in its hand, which the end of a delivery with QoS 0 needs: both stand still for 30
 * seconds, and all that the client sends meanwhile waits behind them. A client that unsubscribes as soon as it has its answer, as EdgeX's
 * do after every request over the bus, meets that once in some hundred times.
 */
final class DeliveryFirst implements ActiveMQServerConsumerPlugin {
    /** Called with the consumer's monitor held; waiting on it gives it to the delivery. */
    @Override
    public void beforeCloseConsumer(ServerConsumer consumer, boolean failed) {
        Stop stop = new Stop(consumer);
        synchronized (consumer) {
            Thread.ofVirtual().name("broker-delivery-first").start(stop);
            stop.await();
        }
    }

    /** Ends the deliveries to a consumer, by a thread that holds nothing. */
    private static final class Stop implements Runnable {
        private final ServerConsumer consumer;
        private boolean done;

        private Stop(ServerConsumer consumer) {
            this.consumer = consumer;
        }

        @Override
        public void run() {
            try {
                // Returns when none is under way any more, and after 30 s at the latest.
                consumer.setStarted(false);
            } finally {
                synchronized (consumer) {
                    done = true;
                    consumer.notifyAll();
                }
            }
        }

        private void await() {
            try {
                while (!done) {
                    consumer.wait();
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

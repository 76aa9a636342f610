package io.hearth.runtime.bus;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Requests that came and are not acknowledged. Acknowledgements go out in the order of arrival (MQTT 4.6), so one request that takes
 * long holds back those of all after it, and once the broker's window of unacknowledged messages is full no request comes any
 * more, whatever its device. So one that holds back others for too long is acknowledged before it is answered: killed
 * meanwhile, the service does not get it again.
 */
final class OpenRequests {
    private static final Logger LOG = Logger.getLogger(OpenRequests.class);
    /** So few do no harm: half of the smallest window that brokers come with (Mosquitto's 20). */
    private static final int HARMLESS = 10;

    private final long patienceNanos;
    private final LongSupplier nanoTime;
    /** The head is not acknowledged yet. */
    private final Deque<Request> open = new ArrayDeque<>();

    private static final class Request {
        private final Runnable acknowledge;
        private final long since;
        private boolean acknowledged;

        private Request(Runnable acknowledge, long since) {
            this.acknowledge = acknowledge;
            this.since = since;
        }
    }

    /**
     * None yet.
     *
     * @param patience how long a request may hold back others
     * @param nanoTime the clock
     */
    OpenRequests(Duration patience, LongSupplier nanoTime) {
        this.patienceNanos = patience.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * A request has come.
     *
     * @param acknowledge acknowledges it to the broker; is run once
     * @return to be run when it is answered; running it again does nothing
     */
    synchronized Runnable arrived(Runnable acknowledge) {
        Request request = new Request(acknowledge, nanoTime.getAsLong());
        open.addLast(request);
        if (open.size() == HARMLESS + 1) {
            notifyAll();
        }
        return () -> acknowledge(request);
    }

    private synchronized void acknowledge(Request request) {
        if (!request.acknowledged) {
            request.acknowledged = true;
            while (!open.isEmpty() && open.peekFirst().acknowledged) {
                open.removeFirst();
            }
            request.acknowledge.run();
        }
    }

    /** Waits until so many are open that one may hold back others. */
    synchronized void awaitMany() throws InterruptedException {
        while (open.size() <= HARMLESS) {
            wait();
        }
    }

    /** Acknowledges those that have held back others for too long. */
    synchronized void letGo() {
        long now = nanoTime.getAsLong();
        while (open.size() > HARMLESS && now - open.peekFirst().since >= patienceNanos) {
            try {
                acknowledge(open.peekFirst());
            } catch (RuntimeException connectionGone) {
                LOG.debugf("acknowledgement lost with the connection reason=%s", connectionGone.getMessage());
            }
        }
    }
}

package io.hearth.runtime.bus;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * The rest that the connection's thread takes while it is flooded with acknowledgements. A broker sends each by itself, and a
 * thread that is quick enough sleeps and is woken up for each, which costs several times what the acknowledgement does. A rest lets some
 * come together. What else comes on the connection meanwhile comes later by as much; while few acknowledgements are awaited there is
 * none.
 */
final class AckRest {
    /** So many are awaited in a flood, and by nobody who waits for a single one. */
    private static final int FLOOD = 64;
    /** Shorter ones are not worth it: a thread is woken up some 50 us late in any case. */
    private static final long REST_NANOS = 200_000;
    /** What came during a rest is read in less. */
    private static final long BETWEEN_NANOS = 20_000;

    private final LongSupplier nanos;
    private final LongConsumer rest;
    /** Only the client's own thread knows it. */
    private long last;

    AckRest() {
        this(System::nanoTime, LockSupport::parkNanos);
    }

    /** With another clock, ns, and another way to rest for so many ns. */
    AckRest(LongSupplier nanos, LongConsumer rest) {
        this.nanos = nanos;
        this.rest = rest;
        this.last = nanos.getAsLong();
    }

    /** To be called by the connection's own thread with each acknowledgement, when so many others are awaited. */
    void acknowledged(int awaited) {
        if (awaited >= FLOOD && nanos.getAsLong() - last >= BETWEEN_NANOS) {
            rest.accept(REST_NANOS);
            last = nanos.getAsLong();
        }
    }
}

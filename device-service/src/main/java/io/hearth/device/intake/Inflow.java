package io.hearth.device.intake;

import io.hearth.runtime.bus.Demand;
import org.reactivestreams.Subscription;

/**
 * How much of one broker's messages waits here, by number and octets, whichever of its clients they came by: one client follows
 * another when connections are lost, and what came by the former ones may still wait for the bus.
 *
 * <p>A client that may not hand over what has come looks through all that is not acknowledged with each message that comes: thousands,
 * when a broker keeps to no receive maximum (Mosquitto 2.0.11 does not once acknowledgements are slow). So it does not come to that
 * while messages are moved: the fuller it is here, the longer the client's thread waits before it reads on, until as many come as
 * go, and the rest waits in the connection and at the broker.
 */
final class Inflow {
    /** The longest that a small message is waited after, ns: while the bus is away the connection is to stay alive. */
    private static final long LONGEST = 1_000_000;
    /** The same of a large one, ns for each octet. */
    private static final long LONGEST_PER_OCTET = 1_000;

    private final Demand demand;
    private Subscription current;

    /**
     * Nothing is asked for yet.
     *
     * @param room   how many messages may wait
     * @param octets how many octets these may have, about
     */
    Inflow(int room, long octets) {
        this.demand = new Demand(room, octets);
    }

    /** From now on messages come by this one; the former one is given up, and what it has not handed over with it. */
    synchronized void begin(Subscription next) {
        if (current != null) {
            current.cancel();
        }
        current = next;
        request(demand.anew());
    }

    /** Whether a message that has come by this one is to be taken: none that a client which was given up had left. */
    synchronized boolean arrived(Subscription by, int octets) {
        if (by != current) {
            return false;
        }
        request(demand.arrived(octets));
        return true;
    }

    /** A message that was taken, by whichever, is handled. */
    synchronized void done(int octets) {
        request(demand.done(octets));
    }

    /** How long to wait before more is read, ns, after a message of this size. */
    long pause(int octets) {
        double tight = Math.max(0, 2 * demand.full() - 1);
        return (long) (Math.max(LONGEST, octets * LONGEST_PER_OCTET) * tight * tight);
    }

    private void request(int more) {
        if (more > 0) {
            current.request(more);
        }
    }

    /** Octets that wait. */
    long octets() {
        return demand.octets();
    }
}

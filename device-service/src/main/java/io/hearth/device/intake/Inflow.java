package io.hearth.device.intake;

import io.hearth.runtime.bus.Demand;
import org.reactivestreams.Subscription;

/**
 * How much of one broker's messages waits here, by number and octets, whichever of its clients they came by: one client follows
 * another when connections are lost, and what came by the former ones may still wait for the bus.
 */
final class Inflow {
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

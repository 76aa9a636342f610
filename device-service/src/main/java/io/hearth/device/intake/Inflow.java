package io.hearth.device.intake;

import org.reactivestreams.Subscription;

/**
 * How much of one broker's messages waits here, by number and octets, whichever of its clients they came by: one client follows
 * another when connections are lost, and what came by the former ones may still wait for the bus.
 *
 * <p>The client is asked for all that comes. Asked for so many, it reads on all the same, holds what it may not hand over, and looks through
 * all that is not acknowledged with each message that comes. A broker that keeps to no receive maximum (Mosquitto 2.0.11 does not once acknowledgements
 * are slow) is held up by reading slower: the more waits here, the longer the client's thread waits before it reads on, so that the
 * connection itself fills up.
 */
final class Inflow {
    /** What is read while half the room and more is taken, ns for each message and each full room. */
    private static final long SLOWING = 200_000;
    /** The longest for a small message: the connection is to stay alive, though the bus be away. */
    private static final long LONGEST = 1_000_000;
    /** A large one may take longer, ns for each octet. */
    private static final long LONGEST_PER_OCTET = 1_000;

    private final int room;
    private final long mostOctets;
    private Subscription current;
    private int held;
    private long octets;

    /**
     * Nothing is asked for yet.
     *
     * @param room   how many messages are to wait
     * @param octets how many octets these are to have
     */
    Inflow(int room, long octets) {
        this.room = Math.max(1, room);
        this.mostOctets = Math.max(1, octets);
    }

    /** From now on messages come by this one; the former one is given up, and what it has not handed over with it. */
    synchronized void begin(Subscription next) {
        if (current != null) {
            current.cancel();
        }
        current = next;
        next.request(Long.MAX_VALUE);
    }

    /** Whether a message that has come by this one is to be taken: none that a client which was given up had left. */
    synchronized boolean arrived(Subscription by, int size) {
        if (by != current) {
            return false;
        }
        held++;
        octets += size;
        return true;
    }

    /** A message that was taken, by whichever, is handled. */
    synchronized void done(int size) {
        held--;
        octets -= size;
    }

    /** How long to wait before more is read, ns, after a message of this size. */
    synchronized long pause(int size) {
        double full = Math.max((double) held / room, (double) octets / mostOctets);
        double longest = Math.max(LONGEST, (double) size * LONGEST_PER_OCTET);
        return full < 0.5 ? 0 : (long) Math.min((full - 0.5) * SLOWING * longest / LONGEST, longest);
    }

    /** Octets that wait. */
    synchronized long octets() {
        return octets;
    }
}

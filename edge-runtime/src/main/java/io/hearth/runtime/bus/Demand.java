package io.hearth.runtime.bus;

/**
 * How many messages to ask the broker's client for, so that those that wait to be handled stay within a number and within a
 * number of octets. How large the next ones are is known only when they are there: it goes by the largest of late, and asks for
 * few at a time, so the octets are kept to within those few. When nothing waits it always asks for one, however large.
 */
public final class Demand {
    /** Most that are asked for and not there yet. */
    private static final int AHEAD = 128;
    /** Asked for at first, while no size is known. */
    private static final int AT_FIRST = 8;
    /** The part of the largest size that each smaller message takes off it. */
    private static final int FADING = 64;

    private final int most;
    private final long mostOctets;
    private int held;
    private long octets;
    private int asked;
    private long expected;

    /**
     * Nothing is asked for yet.
     *
     * @param most       messages that may be asked for or wait
     * @param mostOctets octets of payload that may wait, about
     */
    public Demand(int most, long mostOctets) {
        this.most = Math.max(1, most);
        this.mostOctets = Math.max(1, mostOctets);
        this.expected = Math.max(1, mostOctets / AT_FIRST);
    }

    /** How many to ask for at first. */
    public synchronized int first() {
        return more();
    }

    /**
     * Another source takes the place of the one that was asked: what that was asked for comes no more, what came by it still waits.
     * Answers how many to ask the new one for; none where there is no room.
     */
    public synchronized int anew() {
        asked = 0;
        return more();
    }

    /** A message of this size has come; answers how many more to ask for now. */
    public synchronized int arrived(int size) {
        asked--;
        held++;
        octets += size;
        expected = Math.max(size, expected - expected / FADING);
        return more();
    }

    /** A message of this size is handled; answers how many more to ask for now. */
    public synchronized int done(int size) {
        held--;
        octets -= size;
        return more();
    }

    /** How many messages wait. */
    public synchronized int held() {
        return held;
    }

    /** Octets of payload that wait. */
    public synchronized long octets() {
        return octets;
    }

    /** How much of the room is taken, by number or octets: 0 to 1, and a little more. */
    public synchronized double full() {
        return Math.max((double) held / most, (double) octets / mostOctets);
    }

    /** Octets that may wait. */
    public long mostOctets() {
        return mostOctets;
    }

    /** In portions, so that not every message is asked for by itself. */
    private int more() {
        long affordable = (mostOctets - octets) / Math.max(1, expected);
        long room = Math.min(Math.min(most - held, affordable), AHEAD);
        long wanted = Math.max(room, held == 0 ? 1 : 0);
        if (wanted <= asked || asked > wanted / 2) {
            return 0;
        }
        int now = (int) (wanted - asked);
        asked += now;
        return now;
    }
}

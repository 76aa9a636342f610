package io.hearth.device.command;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Writes to one device one after another, in the order in which they came, also when they take several messages or wait for
 * a reply; devices side by side. A device without writes takes no memory.
 */
final class DeviceOrder {
    private final int most;
    private final Duration longest;
    private final ConcurrentMap<String, Turn> turns = new ConcurrentHashMap<>();

    /** A device's writes; {@code users} changes only while the map holds the device's entry. */
    private static final class Turn {
        private final ReentrantLock lock = new ReentrantLock(true);
        private int users;
    }

    /**
     * Nobody waits yet.
     *
     * @param most    how many writes of one device may be under way or wait
     * @param longest how long one may wait
     */
    DeviceOrder(int most, Duration longest) {
        this.most = most;
        this.longest = longest;
    }

    /**
     * Acts when it is the device's turn.
     *
     * @throws EdgexException 503 when too many wait for the device, or the turn does not come in time; nothing was done then
     */
    <T> T inTurn(String device, Supplier<T> act) {
        Turn turn = turns.compute(device, (name, known) -> entered(name, known == null ? new Turn() : known));
        try {
            await(device, turn);
            try {
                return act.get();
            } finally {
                turn.lock.unlock();
            }
        } finally {
            turns.computeIfPresent(device, (name, left) -> --left.users == 0 ? null : left);
        }
    }

    private Turn entered(String device, Turn turn) {
        if (turn.users >= most) {
            throw new EdgexException(
                    ErrorKind.SERVICE_UNAVAILABLE,
                    most + " commands are under way or wait for device '" + device + "' already");
        }
        turn.users++;
        return turn;
    }

    private void await(String device, Turn turn) {
        try {
            if (!turn.lock.tryLock(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new EdgexException(
                        ErrorKind.SERVICE_UNAVAILABLE,
                        "nothing was sent: other commands to device '" + device + "' took longer than "
                                + longest.toMillis() + " ms");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new EdgexException(ErrorKind.SERVICE_UNAVAILABLE, "the service stops");
        }
    }

    /** How many devices have writes now. */
    int busy() {
        return turns.size();
    }
}

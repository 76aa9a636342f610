package io.hearth.command.order;

import java.util.concurrent.Semaphore;

/**
 * How many commands of one kind may be under way at once, whatever their devices. A slot is taken when a command's turn at its
 * device has come, not before: what waits for a device holds none, so a slow device takes one at most and leaves the others to
 * other devices.
 */
public final class Slots {
    /** No bound of its own. */
    public static final Slots UNLIMITED = new Slots("commands", Integer.MAX_VALUE);

    private final String what;
    private final int most;
    private final Semaphore free;

    /**
     * All are free.
     *
     * @param what what is counted, in the plural, for those who get none
     * @param most how many there are
     */
    public Slots(String what, int most) {
        this.what = what;
        this.most = most;
        this.free = new Semaphore(most);
    }

    /** Takes one; false when there is none. */
    public boolean take() {
        return free.tryAcquire();
    }

    /** Gives back one that was taken. */
    public void giveBack() {
        free.release();
    }

    /** What one is told who gets none; begins as EdgeX's answer does. */
    public String refusal() {
        return "core-command busy: " + most + " " + what + " are under way already";
    }
}

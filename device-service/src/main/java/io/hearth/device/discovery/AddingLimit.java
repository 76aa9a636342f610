package io.hearth.device.discovery;

/** How many devices may be added by themselves: so many at once, which come back evenly over a minute. */
public final class AddingLimit {
    private static final double NANOS_PER_MINUTE = 60e9;

    private final int perMinute;
    private double left;
    private long last;

    /** So many in a minute; {@code now}: monotonic ns, as everywhere here. */
    public AddingLimit(int perMinute, long now) {
        this.perMinute = perMinute;
        this.left = perMinute;
        this.last = now;
    }

    /** Whether one may be added now, which then counts. */
    public synchronized boolean take(long now) {
        left = Math.min(perMinute, left + (now - last) / NANOS_PER_MINUTE * perMinute);
        last = now;
        if (left < 1) {
            return false;
        }
        left -= 1;
        return true;
    }

    /** One that was taken was not added. */
    public synchronized void giveBack() {
        left = Math.min(perMinute, left + 1);
    }
}

package io.hearth.box.broker;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** For how long the machine kept this process from running: no fault of what is measured meanwhile. */
final class Hindrance implements AutoCloseable {
    private static final long NAP = 5_000_000;

    private final Thread watch = Thread.ofPlatform().daemon().name("hindrance").start(this::watch);
    private volatile long longest;
    private volatile boolean closed;

    private void watch() {
        while (!closed) {
            long from = System.nanoTime();
            LockSupport.parkNanos(NAP);
            longest = Math.max(longest, System.nanoTime() - from - NAP);
        }
    }

    /** The longest until now. */
    Duration longest() {
        return Duration.ofNanos(longest);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watch);
    }
}

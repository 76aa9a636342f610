package io.hearth.coredata;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Interrupts threads that take too long for something. */
@Singleton
public class AlarmClock {
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("cd-alarm").daemon().factory());

    public AlarmClock() {
        // Nearly all are called off: they are not to be kept until their time.
        clock.setRemoveOnCancelPolicy(true);
    }

    /** Gives the calling thread so much time, until it closes the limit. */
    public Limit limit(Duration time) {
        Limit limit = new Limit(Thread.currentThread());
        limit.alarm = clock.schedule(limit::reach, time.toNanos(), TimeUnit.NANOSECONDS);
        return limit;
    }

    /** Interrupts a thread when its time is over, but never once it has gone on to something else. */
    public static final class Limit implements AutoCloseable {
        private final Thread thread;
        private Future<?> alarm;
        private boolean closed;
        private boolean reached;

        private Limit(Thread thread) {
            this.thread = thread;
        }

        private synchronized void reach() {
            if (!closed) {
                reached = true;
                thread.interrupt();
            }
        }

        /** Whether the time was over before the limit was closed. */
        public synchronized boolean isReached() {
            return reached;
        }

        /** Ends it; the thread is not interrupted any more. Once more does nothing. */
        @Override
        public synchronized void close() {
            if (!closed && reached) {
                Thread.interrupted();
            }
            closed = true;
            alarm.cancel(false);
        }
    }

    @PreDestroy
    void stop() {
        clock.shutdownNow();
    }
}

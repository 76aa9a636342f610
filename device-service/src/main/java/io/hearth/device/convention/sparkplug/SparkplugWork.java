package io.hearth.device.convention.sparkplug;

import io.hearth.device.intake.DeviceMessage;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jboss.logging.Logger;

/** Takes messages one after the other, and looks at what waits. */
final class SparkplugWork {
    private static final Logger LOG = Logger.getLogger(SparkplugWork.class);
    private static final long TICK_MILLIS = 50;
    private static final long BETWEEN_WARNINGS = TimeUnit.MINUTES.toNanos(1);

    private final BlockingQueue<DeviceMessage> arrived;
    private final EdgeNodes nodes;
    private final LongConsumer surroundings;
    private volatile String trouble = "";
    private long lastWarning = System.nanoTime() - BETWEEN_WARNINGS;

    /**
     * Not yet begun.
     *
     * @param surroundings looked at with each tick, before what waits; gets the time, as {@link System#nanoTime}
     */
    SparkplugWork(BlockingQueue<DeviceMessage> arrived, EdgeNodes nodes, LongConsumer surroundings) {
        this.arrived = arrived;
        this.nodes = nodes;
        this.surroundings = surroundings;
    }

    /** Until the thread is interrupted, or nothing more can be done. */
    void run() {
        try {
            long ticked = System.nanoTime();
            while (true) {
                DeviceMessage message = arrived.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
                if (message != null) {
                    nodes.take(message);
                }
                long now = System.nanoTime();
                if (now - ticked >= TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS)) {
                    guarded(() -> surroundings.accept(now));
                    guarded(() -> nodes.tick(now));
                    ticked = now;
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (Throwable fatal) {
            // What was not acknowledged stays with the broker; readiness tells that a restart is needed.
            LOG.error("messages of Sparkplug are not taken any more", fatal);
            trouble = "messages of Sparkplug are not taken any more, see the log: " + fatal;
        }
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | StackOverflowError | LinkageError bug) {
            long now = System.nanoTime();
            if (now - lastWarning >= BETWEEN_WARNINGS) {
                LOG.error("what waits for Sparkplug's births could not be looked at", bug);
                lastWarning = now;
            }
        }
    }

    /** Why nothing is taken any more; empty while it is. */
    String trouble() {
        return trouble;
    }
}

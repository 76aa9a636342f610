package io.hearth.bench.load;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Sends what is due when it is due, whatever became of what was sent before (open loop). A message that goes out late, since the machine
 * had something else to do, is measured from when it was due.
 */
final class Sender {
    /** With more seconds' messages not acknowledged the broker is behind for good; the load ends, so that memory does. */
    private static final double MOST_SECONDS_BEHIND = 5;

    private static final int LEAST_BEHIND = 1_000;
    private static final int FLUSH_AFTER = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Plan plan;
    private final List<MqttConnection> connections;
    private final Traffic traffic;
    private final Readings readings;
    private final String[] topics;
    private final BitSet written = new BitSet();

    Sender(Plan plan, List<MqttConnection> connections, Traffic traffic) {
        this.plan = plan;
        this.connections = connections;
        this.traffic = traffic;
        this.readings = new Readings(plan);
        this.topics = new String[plan.devices()];
        for (int device = 0; device < topics.length; device++) {
            topics[device] = plan.topic(device);
        }
    }

    /** Returns when the broker has acknowledged all, or does not any more. */
    Sent send(Load load) {
        readings.share(load.share());
        traffic.begin(load.watched());
        double gap = 1e9 / load.perSecond();
        long most = Math.max(LEAST_BEHIND, (long) (load.perSecond() * MOST_SECONDS_BEHIND));
        long begin = System.nanoTime();
        long sent = 0;
        long crossings = 0;
        String failure = "";
        for (; sent < load.messages(); sent++) {
            long when = begin + (long) (sent * gap);
            await(when);
            if (traffic.isLost() || sent - traffic.acknowledged() > most) {
                failure = behind(sent);
                break;
            }
            Readings.Reading reading = readings.next();
            int connection = reading.device() % connections.size();
            traffic.due(reading, when);
            if (!connections
                    .get(connection)
                    .publish(topics[reading.device()], reading.payload(), plan.quality(), when)) {
                readings.unsent(reading);
                traffic.unsent(reading);
                failure = behind(sent);
                break;
            }
            crossings += reading.crosses() ? 1 : 0;
            written.set(connection);
            if (sent % FLUSH_AFTER == 0) {
                flush();
            }
        }
        flush();
        acknowledged(sent);
        double seconds = (System.nanoTime() - begin) / 1e9;
        long acknowledged = traffic.acknowledged();
        return new Sent(
                sent,
                acknowledged,
                crossings,
                seconds,
                failure,
                traffic.isLost() || acknowledged != sent,
                traffic.acknowledgements());
    }

    private String behind(long sent) {
        return traffic.isLost()
                ? "a connection was lost"
                : sent - traffic.acknowledged() + " messages were not acknowledged, so no more were sent";
    }

    /** What was written goes out while there is time. */
    private void await(long when) {
        if (when <= System.nanoTime()) {
            return;
        }
        flush();
        for (long left = when - System.nanoTime(); left > 0; left = when - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void flush() {
        for (int connection = written.nextSetBit(0); connection >= 0; connection = written.nextSetBit(connection + 1)) {
            connections.get(connection).flush();
        }
        written.clear();
    }

    private void acknowledged(long sent) {
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> traffic.acknowledged() >= sent || traffic.isLost());
        } catch (ConditionTimeoutException missing) {
            // The counts say so.
        }
    }
}

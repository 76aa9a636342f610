package io.hearth.device.convention.sparkplug;

import io.hearth.device.convention.sparkplug.SparkplugTopic.Owner;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** The nodes whose birth certificates are to come again, and when each is asked for them. */
final class Rebirths {
    private static final Logger LOG = Logger.getLogger(Rebirths.class);

    private final Predicate<Owner> ask;
    private final long interval;
    private final Set<EdgeNode> expected = new LinkedHashSet<>();

    /**
     * None yet.
     *
     * @param ask      asks a node; false when nobody can be asked now
     * @param interval how long a node is left alone, ns
     */
    Rebirths(Predicate<Owner> ask, long interval) {
        this.ask = ask;
        this.interval = interval;
    }

    void expect(EdgeNode node) {
        expected.add(node);
    }

    /** It was born, or is not remembered any more. */
    void forget(EdgeNode node) {
        expected.remove(node);
    }

    /** Asks those that may be asked by now: once, and again while something waits for their answer. */
    void ask(long now) {
        for (EdgeNode node : List.copyOf(expected)) {
            if (!node.mayBeAsked(now, interval)) {
                continue;
            }
            try {
                if (!ask.test(node.id)) {
                    return;
                }
            } catch (RuntimeException cannot) {
                // One that cannot be asked, by its name for one thing, must not keep the others from being asked.
                LOG.warnf(cannot, "node not asked for its birth certificates node=%s", node.id.id());
                expected.remove(node);
                continue;
            }
            node.asked(now);
            if (!node.waits()) {
                expected.remove(node);
            }
        }
    }
}

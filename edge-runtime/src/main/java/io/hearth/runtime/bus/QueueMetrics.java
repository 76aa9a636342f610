package io.hearth.runtime.bus;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import java.util.function.ToDoubleFunction;

/** Shows how full each queue is, and how full it may get. A queue that is opened anew takes the place of the earlier one. */
final class QueueMetrics {
    private QueueMetrics() {}

    static void register(String name, Inlet inlet) {
        gauge("hearth_queue_depth", "messages received and not yet handled", name, inlet, Inlet::held);
        gauge("hearth_queue_capacity", "messages the queue holds at most", name, inlet, Inlet::capacity);
        gauge("hearth_queue_octets", "octets of the messages received and not yet handled", name, inlet, Inlet::octets);
        gauge(
                "hearth_queue_octets_capacity",
                "octets the queue holds at most, about",
                name,
                inlet,
                Inlet::octetsCapacity);
    }

    private static void gauge(
            String meter, String description, String name, Inlet inlet, ToDoubleFunction<Inlet> value) {
        Metrics.globalRegistry.find(meter).tag("queue", name).meters().forEach(Metrics.globalRegistry::remove);
        Gauge.builder(meter, inlet, value)
                .description(description)
                .tag("queue", name)
                .register(Metrics.globalRegistry);
    }
}

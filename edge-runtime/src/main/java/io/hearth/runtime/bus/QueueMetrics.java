package io.hearth.runtime.bus;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;

/** Shows how full each queue is, and how full it may get. */
final class QueueMetrics {
    private QueueMetrics() {}

    static void register(String name, Inlet inlet) {
        Gauge.builder("hearth_queue_depth", inlet, in -> in.queue().size())
                .description("messages received and not yet handled")
                .tag("queue", name)
                .register(Metrics.globalRegistry);
        Gauge.builder("hearth_queue_capacity", inlet, Inlet::capacity)
                .description("messages the queue holds at most")
                .tag("queue", name)
                .register(Metrics.globalRegistry);
        Gauge.builder("hearth_queue_octets", inlet, Inlet::octets)
                .description("octets of the messages received and not yet handled")
                .tag("queue", name)
                .register(Metrics.globalRegistry);
        Gauge.builder("hearth_queue_octets_capacity", inlet, Inlet::octetsCapacity)
                .description("octets the queue holds at most, about")
                .tag("queue", name)
                .register(Metrics.globalRegistry);
    }
}

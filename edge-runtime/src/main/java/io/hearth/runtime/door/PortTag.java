package io.hearth.runtime.door;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Tags the meters of an HTTP server at any free port (0) as those of the others are: Quarkus leaves their port out, and Prometheus'
 * registry takes no two meters of one name with different tags, so that the second server of a process never opened.
 */
@Singleton
class PortTag implements MeterFilter {
    private static final String TAG = "server.port";
    private static final Set<String> OF_SERVERS = Set.of(
            "http.server.bytes.read",
            "http.server.bytes.written",
            "http.server.connections",
            "http.server.errors",
            "http.server.active.connections",
            "http.server.active.requests");

    @Override
    public Meter.Id map(Meter.Id id) {
        return OF_SERVERS.contains(id.getName()) && id.getTag(TAG) == null ? id.withTag(Tag.of(TAG, "0")) : id;
    }
}

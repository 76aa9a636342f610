package io.hearth.runtime.telemetry;

import io.hearth.contracts.rest.ApiVersion;
import java.util.List;

/**
 * A figure of a service, as EdgeX's services tell it on the bus.
 *
 * @param fields    its values
 * @param tags      what it is of
 * @param timestamp Unix ns
 */
record Metric(String apiVersion, String name, List<Field> fields, List<Tag> tags, long timestamp) {
    /** One value. */
    record Field(String name, long value) {}

    /** One thing that it is of. */
    record Tag(String name, String value) {}

    static Metric counter(String name, long value, List<Tag> tags, long timestamp) {
        return new Metric(ApiVersion.V3, name, List.of(new Field("counter-count", value)), tags, timestamp);
    }

    static Metric gauge(String name, long value, List<Tag> tags, long timestamp) {
        return new Metric(ApiVersion.V3, name, List.of(new Field("gauge-value", value)), tags, timestamp);
    }
}

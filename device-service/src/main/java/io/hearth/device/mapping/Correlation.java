package io.hearth.device.mapping;

import com.fasterxml.jackson.core.JsonPointer;

/** By what the reply to one request is told from that to another. */
public sealed interface Correlation {
    /** {@code {correlation}} in the reply's topic. */
    record InTopic() implements Correlation {}

    /** A member of the payload, of request and reply the same (RFC 6901). */
    record Field(JsonPointer pointer) implements Correlation {}

    /** MQTT 5's response topic and correlation data (MQTT 5, 4.10). */
    record Mqtt5() implements Correlation {}
}

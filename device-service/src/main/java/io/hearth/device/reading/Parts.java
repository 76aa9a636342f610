package io.hearth.device.reading;

import java.util.List;

/** What a message was divided into. */
public sealed interface Parts {
    /** Its parts, maybe none. */
    record Divided(List<Part> parts) implements Parts {}

    /** It cannot be divided as the mapping says. */
    record Rejected(Rejection rejection) implements Parts {}
}

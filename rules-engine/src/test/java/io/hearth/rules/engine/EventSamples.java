package io.hearth.rules.engine;

import io.hearth.runtime.bus.BusMessage;
import java.util.List;

/** What the engine reads in a message. */
public final class EventSamples {
    private EventSamples() {}

    /** The samples of a message that is an event. */
    public static List<Sample> of(BusMessage message) {
        return switch (EventReader.read(message)) {
            case EventReader.Read.Samples(List<Sample> samples) -> samples;
            case EventReader.Read.Unreadable(String reason) -> throw new IllegalArgumentException(reason);
        };
    }
}

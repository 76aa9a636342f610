package io.hearth.device.intake;

import io.hearth.contracts.event.DeadLetter;
import io.hearth.contracts.event.Event;
import java.util.List;

/** What became of a device's message. */
public sealed interface Outcome {
    /**
     * It was for us: what could be read of it, and what could not. At least one of both.
     *
     * @param events  for the bus
     * @param letters for the bus too
     */
    record Used(List<Event> events, List<DeadLetter> letters) implements Outcome {}

    /**
     * It was not for us.
     *
     * @param why a word for metrics
     */
    record Ignored(String why) implements Outcome {}
}

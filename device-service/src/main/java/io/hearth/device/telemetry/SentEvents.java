package io.hearth.device.telemetry;

import io.hearth.contracts.event.Event;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** How many events and readings went to the bus since the start (EdgeX's metrics EventsSent and ReadingsSent). */
@Singleton
public class SentEvents implements Consumer<Event> {
    private final LongAdder events = new LongAdder();
    private final LongAdder readings = new LongAdder();

    @Override
    public void accept(Event event) {
        events.increment();
        readings.add(event.readings().size());
    }

    long events() {
        return events.sum();
    }

    long readings() {
        return readings.sum();
    }
}

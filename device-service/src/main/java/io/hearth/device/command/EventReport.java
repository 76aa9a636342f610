package io.hearth.device.command;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.device.intake.BusOutlet;
import io.hearth.device.intake.OriginClock;
import io.hearth.device.reading.Decoded;
import io.hearth.device.reading.LastReadings;
import io.hearth.device.reading.ReadingUnits;
import jakarta.inject.Singleton;
import java.util.List;

/** Tells the bus what a command read or wrote. */
@Singleton
class EventReport {
    private final OriginClock clock;
    private final LastReadings lastReadings;
    private final ReadingUnits units;
    private final BusOutlet outlet;
    private final PendingEvents pending;

    EventReport(
            OriginClock clock, LastReadings lastReadings, ReadingUnits units, BusOutlet outlet, PendingEvents pending) {
        this.clock = clock;
        this.lastReadings = lastReadings;
        this.units = units;
        this.outlet = outlet;
        this.pending = pending;
    }

    /** What a device replied, as a reading of this time. */
    Reading reading(CommandTarget target, Decoded.Value value, long origin) {
        return new Reading(
                "",
                origin,
                target.device().name(),
                value.binding().resource(),
                target.profile().name(),
                value.type().wireName(),
                units.apply(value.binding().units()),
                value.binding().tags(),
                value.value());
    }

    /** An event of this time. */
    static Event event(CommandTarget target, long origin, List<Reading> readings) {
        return new Event(
                ApiVersion.V3,
                target.device().eventId(origin),
                target.device().name(),
                target.profile().name(),
                target.command().name(),
                origin,
                readings,
                target.device().tags().of(target.command().name()));
    }

    /** The origin of what happens now, Unix ns. */
    long now() {
        return clock.next();
    }

    /** After a successful write: the written values of what can be read, as an event of this time (EdgeX API, PUT). */
    void written(CommandTarget target, List<WrittenValue> values, long origin) {
        List<Reading> readings = values.stream()
                .filter(value -> value.resource().canRead())
                .map(value -> new Reading(
                        "",
                        origin,
                        target.device().name(),
                        value.resource().name(),
                        target.profile().name(),
                        value.readingType().wireName(),
                        units.apply(value.resource().units()),
                        value.resource().tags(),
                        value.reading()))
                .toList();
        if (!readings.isEmpty()) {
            Event event = event(target, origin, readings);
            lastReadings.written(event);
            publish(event);
        }
    }

    /** To the bus, as soon as it takes it. */
    void publish(Event event) {
        pending.add(outlet.event(event));
    }
}

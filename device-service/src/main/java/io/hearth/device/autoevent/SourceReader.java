package io.hearth.device.autoevent;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.metadata.OperatingState;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.device.command.CommandOutcome;
import io.hearth.device.command.Reads;
import io.hearth.device.intake.OriginClock;
import io.hearth.device.mapping.AutoEventSource;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.online.OfflineDevices;
import io.hearth.device.registry.DeviceCatalog;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what an AutoEvent names, as {@code GET} would. */
@Singleton
class SourceReader {
    private final DeviceCatalog catalog;
    private final Reads reads;
    private final OfflineDevices offline;
    private final OriginClock clock;

    SourceReader(DeviceCatalog catalog, Reads reads, OfflineDevices offline, OriginClock clock) {
        this.offline = offline;
        this.catalog = catalog;
        this.reads = reads;
        this.clock = clock;
    }

    /** What came of a read. */
    sealed interface Result {
        /** The readings, as one event. */
        record Read(Event event) implements Result {}

        /** Nothing could be read. */
        record Failed(String why) implements Result {}
    }

    /** Reads a source once; of several resources those that can be read make the event. */
    Result read(String device, String sourceName) {
        Optional<MappedDevice> known = catalog.device(device);
        Optional<AutoEventSource> source =
                known.flatMap(MappedDevice::profile).flatMap(profile -> AutoEventSource.of(profile, sourceName));
        if (source.isEmpty()) {
            return new Result.Failed("sourceName '" + sourceName + "' is no readable command or resource");
        }
        List<Event> events = new ArrayList<>();
        String why = "";
        // One that is only asked would stay silent for ever if it were not.
        boolean askAllTheSame =
                known.get().device().operatingState() == OperatingState.DOWN && offline.mayAnswer(device);
        for (String command : source.get().reads()) {
            switch (askAllTheSame ? reads.readDown(device, command) : reads.read(device, command)) {
                case CommandOutcome.Answered answered -> events.add(answered.event());
                case CommandOutcome.Refused refused -> why = refused.message();
                case CommandOutcome.Done done -> {}
            }
        }
        if (events.isEmpty()) {
            return new Result.Failed(why);
        }
        Event only = events.getFirst();
        return new Result.Read(
                events.size() == 1 && only.sourceName().equals(sourceName)
                        ? only
                        : together(known.get(), sourceName, events));
    }

    private Event together(MappedDevice device, String sourceName, List<Event> events) {
        long origin = clock.next();
        List<Reading> readings =
                events.stream().flatMap(event -> event.readings().stream()).toList();
        return new Event(
                ApiVersion.V3,
                device.eventId(origin),
                device.name(),
                events.getFirst().profileName(),
                sourceName,
                origin,
                readings,
                device.tags().of(sourceName));
    }
}

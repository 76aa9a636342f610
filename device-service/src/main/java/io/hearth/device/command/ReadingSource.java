package io.hearth.device.command;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.device.DeviceConfig;
import io.hearth.device.intake.Conversions;
import io.hearth.device.intake.OriginClock;
import io.hearth.device.mapping.MappedCommand;
import io.hearth.device.mapping.MappedResource;
import io.hearth.device.reading.Decoded;
import io.hearth.device.reading.LastReadings;
import io.hearth.device.reading.PayloadDecoder;
import io.hearth.device.reading.PayloadLimits;
import io.hearth.device.reply.Exchange;
import io.hearth.device.reply.Exchanges;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where a command's readings come from: the device is asked if it can be, and else what it last reported is the answer. */
@Singleton
class ReadingSource {
    private final LastReadings lastReadings;
    private final DefaultProtocol protocol;
    private final Exchanges exchanges;
    private final Conversions conversions;
    private final EventReport report;
    private final OriginClock clock;
    private final PayloadDecoder decoder;
    private final int maxParallel;

    ReadingSource(
            LastReadings lastReadings,
            DefaultProtocol protocol,
            Exchanges exchanges,
            Conversions conversions,
            EventReport report,
            OriginClock clock,
            PayloadLimits limits,
            DeviceConfig config) {
        this.lastReadings = lastReadings;
        this.protocol = protocol;
        this.exchanges = exchanges;
        this.conversions = conversions;
        this.report = report;
        this.clock = clock;
        this.decoder = new PayloadDecoder(limits);
        this.maxParallel = config.reply().maxParallel();
    }

    /** One resource, and the reply that was asked for; absent when it was not. */
    private record Part(MappedResource resource, Optional<CompletableFuture<byte[]>> reply) {}

    /** The event of what the command's resources are now. */
    Event event(CommandTarget target) {
        List<Part> parts = new ArrayList<>();
        try {
            for (MappedCommand.Operation operation : target.command().operations()) {
                makeRoom(parts);
                Optional<Exchange> question = protocol.get(target.device(), operation.resource());
                parts.add(new Part(operation.resource(), question.map(exchanges::ask)));
            }
            long origin = clock.next();
            List<Reading> readings =
                    parts.stream().map(part -> reading(target, part, origin)).toList();
            Event event = EventReport.event(target, origin, readings);
            if (parts.stream().anyMatch(part -> part.reply().isPresent())) {
                lastReadings.reported(event);
            }
            return event;
        } finally {
            // One has failed: the others are not waited for.
            parts.forEach(part -> part.reply().ifPresent(reply -> reply.cancel(false)));
        }
    }

    /** A device is not asked more at once than the setting says. */
    private void makeRoom(List<Part> parts) {
        if (parts.size() >= maxParallel) {
            parts.get(parts.size() - maxParallel).reply().ifPresent(Exchanges::now);
        }
    }

    private Reading reading(CommandTarget target, Part part, long origin) {
        String resource = part.resource().name();
        if (part.reply().isEmpty()) {
            return lastReadings
                    .of(target.device().name(), resource)
                    .orElseThrow(() -> new EdgexException(
                            ErrorKind.SERVER_ERROR,
                            "resource '" + resource + "' of device '"
                                    + target.device().name() + "' has not reported yet"));
        }
        byte[] payload = Exchanges.now(part.reply().get());
        List<Decoded.Value> values =
                switch (decoder.decode(List.of(part.resource().inReply()), payload)) {
                    case Decoded.Values found -> found.values();
                    case Decoded.Partly partly ->
                        throw unusable(target, resource, partly.rejection().detail());
                    case Decoded.Rejected rejected ->
                        throw unusable(target, resource, rejected.rejection().detail());
                    case Decoded.Nothing nothing -> throw unusable(target, resource, "it has no value");
                };
        return switch (conversions.read(target.device(), values)) {
            case Conversions.Converted converted ->
                report.reading(target, converted.values().getFirst(), origin);
            case Conversions.Failed failed ->
                throw new EdgexException(
                        ErrorKind.SERVER_ERROR,
                        "assertion failed: " + failed.rejection().detail());
        };
    }

    private static EdgexException unusable(CommandTarget target, String resource, String why) {
        return new EdgexException(
                ErrorKind.SERVER_ERROR,
                "the reply of device '" + target.device().name() + "' for resource '" + resource + "' cannot be used: "
                        + why);
    }
}

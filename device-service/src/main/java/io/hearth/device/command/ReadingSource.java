package io.hearth.device.command;

import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.device.DeviceConfig;
import io.hearth.device.intake.Conversions;
import io.hearth.device.intake.OriginClock;
import io.hearth.device.mapping.MappedCommand;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.mapping.MappedResource;
import io.hearth.device.mapping.ReadBinding;
import io.hearth.device.mapping.ReadRequest;
import io.hearth.device.reading.Decoded;
import io.hearth.device.reading.LastReadings;
import io.hearth.device.reading.PayloadDecoder;
import io.hearth.device.reading.PayloadLimits;
import io.hearth.device.reply.DeviceFailed;
import io.hearth.device.reply.Exchanges;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where a command's readings come from: the device is asked if it can be, and else what it last reported is the answer. */
@Singleton
class ReadingSource {
    private final LastReadings lastReadings;
    private final DefaultProtocol protocol;
    private final OwnProtocol own;
    private final Exchanges exchanges;
    private final Conversions conversions;
    private final EventReport report;
    private final OriginClock clock;
    private final PayloadDecoder decoder;
    private final int maxParallel;

    ReadingSource(
            LastReadings lastReadings,
            DefaultProtocol protocol,
            OwnProtocol own,
            Exchanges exchanges,
            Conversions conversions,
            EventReport report,
            OriginClock clock,
            PayloadLimits limits,
            DeviceConfig config) {
        this.lastReadings = lastReadings;
        this.protocol = protocol;
        this.own = own;
        this.exchanges = exchanges;
        this.conversions = conversions;
        this.report = report;
        this.clock = clock;
        this.decoder = new PayloadDecoder(limits);
        this.maxParallel = config.reply().maxParallel();
    }

    /**
     * One resource, and the reply that was asked for; absent when it was not.
     *
     * @param own what it was asked by on the device's own topics, if it was
     */
    private record Part(
            MappedResource resource, Optional<CompletableFuture<byte[]>> reply, Optional<ReadRequest> own) {}

    /** The event of what the command's resources are now. */
    CommandOutcome.Answered read(CommandTarget target) {
        List<Part> parts = new ArrayList<>();
        try {
            Map<String, CompletableFuture<byte[]>> asked = new HashMap<>();
            for (MappedCommand.Operation operation : target.command().operations()) {
                makeRoom(parts);
                parts.add(ask(target.device(), operation.resource(), asked));
            }
            long origin = clock.next();
            List<Reading> readings = parts.stream()
                    .map(part -> reading(target, part, parts, origin))
                    .toList();
            Event event = EventReport.event(target, origin, readings);
            boolean heard = parts.stream().anyMatch(part -> part.reply().isPresent());
            if (heard) {
                lastReadings.reported(event);
            }
            return new CommandOutcome.Answered(event, heard);
        } finally {
            // One has failed: the others are not waited for.
            parts.forEach(part -> part.reply().ifPresent(reply -> reply.cancel(false)));
        }
    }

    /** Resources of one question share its reply. */
    private Part ask(MappedDevice device, MappedResource asked, Map<String, CompletableFuture<byte[]>> questions) {
        MappedResource resource = device.own()
                .map(profile -> profile.resources().get(asked.name()))
                .orElse(asked);
        if (resource.request().isEmpty()) {
            return new Part(resource, protocol.get(device, resource).map(exchanges::ask), Optional.empty());
        }
        ReadRequest request = resource.request().get();
        CompletableFuture<byte[]> reply = questions.computeIfAbsent(
                own.question(device, resource, request), question -> exchanges.ask(own.get(device, resource, request)));
        return new Part(resource, Optional.of(reply), Optional.of(request));
    }

    /** A device is not asked more at once than the setting says. */
    private void makeRoom(List<Part> parts) {
        if (parts.size() >= maxParallel) {
            parts.get(parts.size() - maxParallel).reply().ifPresent(Exchanges::now);
        }
    }

    private Reading reading(CommandTarget target, Part part, List<Part> all, long origin) {
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
        part.own().ifPresent(request -> own.check(target.device(), request.reply(), payload));
        List<Decoded.Value> values =
                switch (decoder.decode(List.of(binding(part, all)), payload)) {
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

    private static ReadBinding binding(Part part, List<Part> all) {
        if (part.own().isEmpty()) {
            return part.resource().inReply();
        }
        boolean alone =
                all.stream().filter(other -> other.reply().equals(part.reply())).count() == 1;
        return part.resource().inOwnReply(alone);
    }

    private static DeviceFailed unusable(CommandTarget target, String resource, String why) {
        return new DeviceFailed("the reply of device '" + target.device().name() + "' for resource '" + resource
                + "' cannot be used: " + why);
    }
}

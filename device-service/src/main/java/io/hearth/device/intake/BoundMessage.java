package io.hearth.device.intake;

import io.hearth.device.mapping.Match;
import io.hearth.device.mapping.Split;
import io.hearth.device.reading.Decoded;
import io.hearth.device.reading.Part;
import io.hearth.device.reading.Parts;
import io.hearth.device.reading.Payload;
import io.hearth.device.reading.PayloadDecoder;
import io.hearth.device.reading.Reason;
import io.hearth.device.reading.Rejection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Reads one message for all the devices that it is for. The payload is parsed once, however many these are. */
final class BoundMessage {
    private final PayloadDecoder decoder;
    private final Conversions conversions;
    private final Payload payload;
    private final long arrival;
    private final EventMaker events;
    private final Consumer<String> nothingSaid;
    /** Whether a name in the payload is that of a device of another instance of this service. */
    private final Predicate<String> elsewhere;
    /** The number of its first part: above 0 when the like of it was in the same message before. */
    private final int first;

    private final List<Rejection> wrong = new ArrayList<>(0);
    private final Set<String> strangers = new LinkedHashSet<>(0);

    BoundMessage(
            PayloadDecoder decoder,
            Conversions conversions,
            byte[] payload,
            long arrival,
            EventMaker events,
            Consumer<String> nothingSaid,
            Predicate<String> elsewhere,
            int first) {
        this.first = first;
        this.decoder = decoder;
        this.conversions = conversions;
        this.payload = decoder.payload(payload);
        this.arrival = arrival;
        this.events = events;
        this.nothingSaid = nothingSaid;
        this.elsewhere = elsewhere;
    }

    /** Makes the events; answers what could not be used, as one: a message is put aside once. */
    Optional<Rejection> read(Match.Bound bound) {
        for (Match.Target target : bound.targets()) {
            if (target.group().split() == Split.NONE) {
                take(target, of(target, 0), decoder.decode(target.bindings(), payload, target.captures(), arrival));
            } else {
                readParts(target);
            }
        }
        bound.spreads().forEach(this::spread);
        return wrong.isEmpty() ? Optional.empty() : Optional.of(PayloadDecoder.joined(wrong));
    }

    /** The names in what was read that no device has, each once. */
    Set<String> strangers() {
        return strangers;
    }

    private void readParts(Match.Target target) {
        int number = 0;
        for (Part part : divided(target.group().split())) {
            take(target, of(target, number++), decoder.decodePart(target.bindings(), part, target.captures(), arrival));
        }
    }

    private UsedValues.Place of(Match.Target target, int number) {
        return new UsedValues.Place(target.device().name(), first + number);
    }

    private void spread(Match.Spread spread) {
        Split split = spread.split();
        int number = -1;
        for (Part part : divided(split)) {
            number++;
            Optional<String> name = decoder.deviceOf(part, split, spread.captures());
            List<Match.Target> targets = name.map(spread::targets).orElse(List.of());
            if (targets.isEmpty() && name.filter(elsewhere).isEmpty()) {
                name.filter(text -> !text.isBlank() && !spread.knows(text)).ifPresent(strangers::add);
                wrong.add(unknown(split, name));
            }
            for (Match.Target target : targets) {
                UsedValues.Place place =
                        targets.size() == 1 ? new UsedValues.Place("", first + number) : of(target, number);
                take(target, place, decoder.decodePart(target.bindings(), part, target.captures(), arrival));
            }
        }
    }

    private static Rejection unknown(Split split, Optional<String> name) {
        String where = split.device().orElseThrow().words();
        return name.map(text -> new Rejection(Reason.UNKNOWN_DEVICE, "no device '" + text + "', which is " + where))
                .orElseGet(() -> new Rejection(Reason.UNKNOWN_DEVICE, "no name of a device " + where));
    }

    private List<Part> divided(Split split) {
        return switch (decoder.parts(split, payload)) {
            case Parts.Divided divided -> divided.parts();
            case Parts.Rejected rejected -> {
                wrong.add(rejected.rejection());
                yield List.of();
            }
        };
    }

    private void take(Match.Target target, UsedValues.Place place, Decoded decoded) {
        switch (decoded) {
            case Decoded.Values found -> converted(target, place, found.values());
            case Decoded.Partly partly -> {
                converted(target, place, partly.values());
                wrong.add(partly.rejection());
            }
            case Decoded.Rejected rejected -> wrong.add(rejected.rejection());
            case Decoded.Nothing nothing -> nothingSaid.accept(target.device().name());
        }
    }

    /** A device whose assertion fails reports nothing with this message, as in EdgeX. */
    private void converted(Match.Target target, UsedValues.Place place, List<Decoded.Value> values) {
        List<Decoded.Value> fresh = events.fresh(place, values);
        if (fresh.isEmpty()) {
            events.passOver(target);
            return;
        }
        switch (conversions.read(target.device(), fresh)) {
            case Conversions.Converted converted -> events.add(target, place, converted.values());
            case Conversions.Failed failed -> wrong.add(failed.rejection());
        }
    }
}

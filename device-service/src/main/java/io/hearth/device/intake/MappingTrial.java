package io.hearth.device.intake;

import io.hearth.contracts.event.DeadLetter;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.device.mapping.MappedProfile;
import io.hearth.device.mapping.MappingIndex;
import io.hearth.device.mapping.MappingRules;
import io.hearth.device.mapping.Problem;
import io.hearth.device.mapping.ProfileCompiler;
import io.hearth.device.reading.DecodingRules;
import io.hearth.device.reading.Oddity;
import io.hearth.device.reading.PayloadDecoder;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** What a message would become, without taking it in: nothing is published, counted or kept. */
final class MappingTrial {
    private final MappingRules mapping;
    private final DecodingRules decoding;
    private final int excerptBytes;
    private final UnaryOperator<String> units;
    private final Clock clock;

    MappingTrial(
            MappingRules mapping, DecodingRules decoding, int excerptBytes, UnaryOperator<String> units, Clock clock) {
        this.mapping = mapping;
        this.decoding = decoding;
        this.excerptBytes = excerptBytes;
        this.units = units;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param ignored  why the message is passed over; empty when it is not
     * @param notes    what would only be counted
     * @param problems what of the settings that were tried is left out, and why
     */
    record Result(
            String ignored,
            List<Event> events,
            List<DeadLetter> deadLetters,
            List<String> notes,
            List<Problem> problems) {}

    /** A message, to the devices that there are. */
    Result run(String topic, byte[] payload, MappingIndex index, List<Problem> problems) {
        List<Oddity> oddities = new ArrayList<>();
        Intake intake = new Intake(() -> index, new PayloadDecoder(decoding, oddities::add), excerptBytes, units);
        DeviceMessage message = new DeviceMessage(topic, payload, 0, false, OptionalLong.empty(), () -> {});
        return switch (intake.take(message, now())) {
            case Outcome.Ignored ignored -> new Result(ignored.why(), List.of(), List.of(), words(oddities), problems);
            case Outcome.Used used -> new Result("", used.events(), used.letters(), words(oddities), problems);
        };
    }

    private static List<String> words(List<Oddity> oddities) {
        return oddities.stream().map(Oddity::wireName).distinct().toList();
    }

    /**
     * Devices as they would be with this profile, or this device.
     *
     * @throws EdgexException 400 when it is not said which device, or which profile
     */
    MappingIndex with(Optional<DeviceProfile> profile, Optional<Device> device, MappingIndex now) {
        List<Device> devices = device.map(List::of).orElseGet(() -> now.devices().stream()
                .map(known -> known.device())
                .filter(known -> profile.isEmpty()
                        || known.profileName().equals(profile.get().name()))
                .toList());
        if (devices.isEmpty()) {
            throw new EdgexException(
                    ErrorKind.CONTRACT_INVALID,
                    "device is missing: no device has the profile '"
                            + profile.map(DeviceProfile::name).orElse("") + "' yet, so one must be given");
        }
        String name = profile.map(DeviceProfile::name)
                .orElseGet(() -> devices.getFirst().profileName());
        MappedProfile mapped = profile.map(ProfileCompiler::compile)
                .or(() -> now.profile(name))
                .orElseThrow(() -> new EdgexException(
                        ErrorKind.CONTRACT_INVALID,
                        "profile is missing: '" + name + "' is of no device here, so it must be given"));
        return MappingIndex.of(devices, Map.of(name, mapped), mapping);
    }

    private long now() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}

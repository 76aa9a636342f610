package io.hearth.device;

import io.hearth.contracts.event.DeadLetter;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.contracts.metadata.Device;
import io.hearth.device.intake.Conversions;
import io.hearth.device.intake.DeviceMessage;
import io.hearth.device.intake.Intake;
import io.hearth.device.intake.Outcome;
import io.hearth.device.intake.Replayed;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.mapping.MappedProfile;
import io.hearth.device.mapping.MappingIndex;
import io.hearth.device.reading.DecodingRules;
import io.hearth.device.reading.Oddity;
import io.hearth.device.reading.PayloadDecoder;
import io.hearth.device.reading.PayloadLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Devices of some profiles, and what becomes of their messages. */
public final class Incoming {
    /** 2026-01-02T03:04:05Z. */
    public static final long ARRIVAL = 1_767_323_045_000_000_000L;

    private MappingIndex index;
    private DeadLetter lastLetter;
    private final Intake intake;
    private final List<Oddity> oddities = new ArrayList<>();
    private final List<String> strangers = new ArrayList<>();

    private Incoming(MappingIndex index) {
        this.index = index;
        PayloadDecoder decoder = new PayloadDecoder(DecodingRules.of(new PayloadLimits(262_144, 100)), oddities::add);
        this.intake = new Intake(
                () -> this.index, decoder, 1024, units -> units, new Conversions(true, (device, why) -> {}), "default");
        intake.onUnknownDevices((names, topic) -> names.forEach(name -> strangers.add(name + " on " + topic)));
    }

    /** These devices, of which one each without settings may be given by name. */
    public static Incoming of(List<Device> devices, String... profiles) {
        return new Incoming(Samples.index(devices, profiles));
    }

    /** One device {@code d} of one profile {@code p} with these resources, each {@code name Type {attributes}}. */
    public static Incoming d(String... resources) {
        return of(List.of(Samples.device("d", "p")), profile("p", resources));
    }

    /** The YAML of a profile whose resources are given as {@code name Type {attributes}}. */
    public static String profile(String name, String... resources) {
        StringBuilder yaml = new StringBuilder("name: " + name + "\ndeviceResources:\n");
        for (String resource : resources) {
            String[] parts = resource.split(" ", 3);
            yaml.append("  - name: ")
                    .append(parts[0])
                    .append("\n    attributes: ")
                    .append(parts[2]);
            yaml.append("\n    properties: { readWrite: R, valueType: ")
                    .append(parts[1])
                    .append(" }\n");
        }
        return yaml.toString();
    }

    /** The dead letter that came last, read again when one more device is there, of the profile of the others. */
    public Outcome againWith(String device) {
        MappedDevice other = index.devices().iterator().next();
        List<Device> devices = new ArrayList<>(
                index.devices().stream().map(MappedDevice::device).toList());
        devices.add(Samples.device(device, other.device().profileName()));
        MappedProfile profile = other.profile().orElseThrow();
        index = MappingIndex.of(devices, Map.of(profile.name(), profile), Samples.RULES);
        return again(lastLetter);
    }

    /** From now on another instance of the service has these devices. */
    public Incoming beside(List<Device> devices, String... profiles) {
        MappingIndex others = Samples.index(devices, profiles);
        intake.beside(() -> others);
        return this;
    }

    /** From now on these devices are there. */
    public void become(List<Device> devices, String... profiles) {
        index = Samples.index(devices, profiles);
    }

    /** A dead letter read again, as core-data's replay has it. */
    public Outcome again(DeadLetter letter) {
        return intake.take(Replayed.message(letter), letter.time());
    }

    public MappingIndex index() {
        return index;
    }

    public List<Oddity> oddities() {
        return oddities;
    }

    /** {@code <name> on <topic>} of each name that no device has, as they were told. */
    public List<String> strangers() {
        return strangers;
    }

    public Outcome take(String topic, byte[] payload) {
        return intake.take(message(topic, payload), ARRIVAL);
    }

    /** A message that arrived then, Unix ns. */
    public Outcome.Used takeAt(String topic, byte[] payload, long arrival) {
        return (Outcome.Used) intake.take(message(topic, payload), arrival);
    }

    private static DeviceMessage message(String topic, byte[] payload) {
        return new DeviceMessage(topic, payload, 0, false, OptionalLong.empty(), () -> {});
    }

    public Outcome.Used used(String topic, byte[] payload) {
        Outcome.Used used = (Outcome.Used) take(topic, payload);
        used.letters().forEach(letter -> lastLetter = letter);
        return used;
    }

    public Outcome.Used used(String topic, String payload) {
        return used(topic, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** The events of a message of which nothing was put aside. */
    public List<Event> events(String topic, String payload) {
        return events(topic, payload.getBytes(StandardCharsets.UTF_8));
    }

    public List<Event> events(String topic, byte[] payload) {
        Outcome.Used used = used(topic, payload);
        if (!used.letters().isEmpty()) {
            throw new AssertionError(used.letters().getFirst().detail());
        }
        return used.events();
    }

    /** The dead letter of a message that makes no event. */
    public DeadLetter letter(String topic, String payload) {
        return letter(topic, payload.getBytes(StandardCharsets.UTF_8));
    }

    public DeadLetter letter(String topic, byte[] payload) {
        Outcome.Used used = used(topic, payload);
        if (!used.events().isEmpty()) {
            throw new AssertionError(used.events().toString());
        }
        return used.letters().getFirst();
    }

    /** The one event's readings as {@code resource=value}, with {@code null} for none and the size of what is binary. */
    public List<String> readings(String topic, byte[] payload) {
        return words(events(topic, payload).getFirst());
    }

    public List<String> readings(String topic, String payload) {
        return readings(topic, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** An event's readings as {@code resource=value}. */
    public static List<String> words(Event event) {
        return event.readings().stream()
                .map(reading -> reading.resourceName() + "=" + word(reading.value()))
                .toList();
    }

    private static String word(ReadingValue value) {
        return switch (value) {
            case ReadingValue.Simple simple -> simple.text();
            case ReadingValue.Binary binary -> binary.bytes().length + " bytes";
            case ReadingValue.ObjectValue object -> object.value().toString();
            case ReadingValue.NullValue none -> "null";
        };
    }
}

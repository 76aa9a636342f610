package io.hearth.device.convention.sparkplug;

import io.hearth.contracts.event.DeadLetter;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.metadata.Device;
import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.device.Incoming;
import io.hearth.device.Samples;
import io.hearth.device.convention.sparkplug.SparkplugTopic.Owner;
import io.hearth.device.intake.DeviceMessage;
import io.hearth.device.intake.Intake;
import io.hearth.device.intake.Outcome;
import io.hearth.device.mapping.MappedProfile;
import io.hearth.device.mapping.MappingIndex;
import io.hearth.device.mapping.ProfileCompiler;
import io.hearth.device.reading.DecodingRules;
import io.hearth.device.reading.PayloadDecoder;
import io.hearth.device.reading.PayloadLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What nodes speak to, without a broker and core-metadata: the intake behind it is the real one. */
final class PlayedHost implements Host {
    static final long WAIT = 1_000_000_000L;
    static final String UNASKABLE = "unaskable";
    private static final int ROOM = 3;
    private static final long ARRIVAL = Incoming.ARRIVAL + 5_000_000_000L;

    final Map<Owner, DeviceProfile> profiles = new LinkedHashMap<>();
    final List<Newborn> newborns = new ArrayList<>();
    final List<Owner> asked = new ArrayList<>();
    final List<Owner> heard = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    final List<DeadLetter> letters = new ArrayList<>();
    final EdgeNodes nodes;
    /** Whether core-metadata has everything at once. */
    boolean prompt = true;

    int passed;
    private MappingIndex index = Samples.index(List.of());
    private final Intake intake = new Intake(
            () -> index,
            new PayloadDecoder(DecodingRules.of(new PayloadLimits(262_144, 100)), oddity -> {}),
            1024,
            units -> units);

    PlayedHost() {
        this(new EdgeNodes.Bounds(262_144, room(20, 1_000_000, 100), 100, 1_000_000, 500, WAIT, WAIT));
    }

    static Room.Bounds room(int messages, long octets, int nodePercent) {
        return new Room.Bounds("hearth.device.conventions.sparkplug", messages, octets, nodePercent);
    }

    PlayedHost(EdgeNodes.Bounds bounds) {
        nodes = new EdgeNodes(this, bounds);
    }

    PlayedHost hears(DeviceMessage... messages) {
        for (DeviceMessage message : messages) {
            nodes.take(message);
        }
        return this;
    }

    /** So much later, ns. */
    void later(long nanos) {
        nodes.tick(System.nanoTime() + nanos);
    }

    @Override
    public void pass(DeviceMessage message) {
        passed++;
        if (intake.take(message, ARRIVAL) instanceof Outcome.Used used) {
            events.addAll(used.events());
            letters.addAll(used.letters());
        }
    }

    @Override
    public boolean isPlaced(Birth birth) {
        MappedProfile profile = index.profile("sparkplug." + birth.owner().id()).orElse(null);
        if (profile == null || !BirthResources.isIn(profile, birth)) {
            if (!prompt) {
                return false;
            }
            place(birth);
        }
        return true;
    }

    @Override
    public boolean hasChanged() {
        return true;
    }

    @Override
    public void heard(Owner owner) {
        heard.add(owner);
    }

    @Override
    public Optional<String> place(Newborn newborn) {
        if (newborns.size() == ROOM) {
            return Optional.of("there is no room");
        }
        newborns.add(newborn);
        return Optional.empty();
    }

    /** As core-metadata would have it. */
    void place(Birth birth) {
        DeviceProfile before = profiles.get(birth.owner());
        profiles.put(
                birth.owner(),
                new DeviceProfile(
                        ApiVersion.V3,
                        null,
                        null,
                        "",
                        "sparkplug." + birth.owner().id(),
                        "",
                        "",
                        "",
                        List.of(),
                        0,
                        BirthResources.of(birth, before == null ? List.of() : before.deviceResources()),
                        List.of()));
        List<Device> devices = new ArrayList<>();
        Map<String, MappedProfile> mapped = new HashMap<>();
        profiles.forEach((owner, profile) -> {
            String name = owner.device().isEmpty() ? owner.node() : owner.device();
            devices.add(Samples.device(name, profile.name()));
            mapped.put(profile.name(), ProfileCompiler.compile(profile));
        });
        index = MappingIndex.of(devices, mapped, Samples.RULES);
    }

    MappingIndex index() {
        return index;
    }

    @Override
    public List<Owner> known(Owner node) {
        return profiles.keySet().stream()
                .filter(owner -> owner.ofNode().equals(node))
                .toList();
    }

    @Override
    public boolean ask(Owner node) {
        if (node.node().equals(UNASKABLE)) {
            throw new IllegalArgumentException("no topic");
        }
        asked.add(node);
        return true;
    }

    /** All readings until now, {@code device: resource=value, ...} by event. */
    List<String> told() {
        return events.stream()
                .map(event -> event.deviceName() + ": " + String.join(", ", Incoming.words(event)))
                .toList();
    }

    List<String> reasons() {
        return letters.stream().map(DeadLetter::reason).toList();
    }
}

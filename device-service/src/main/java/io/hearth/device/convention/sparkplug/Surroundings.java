package io.hearth.device.convention.sparkplug;

import io.hearth.device.convention.DescribedDevices;
import io.hearth.device.convention.sparkplug.SparkplugTopic.Owner;
import io.hearth.device.discovery.AddingLimit;
import io.hearth.device.intake.DeviceBroker;
import io.hearth.device.intake.DeviceMessage;
import io.hearth.device.mapping.MappedDevice;
import io.hearth.device.mapping.MappingIndex;
import io.hearth.device.mapping.Match;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** What nodes and devices need of the service. Of one thread. */
final class Surroundings implements Host {
    private static final Logger LOG = Logger.getLogger(Surroundings.class);
    private static final int NO_QOS = 0;

    private final Supplier<MappingIndex> index;
    private final KnownOwners owners;
    private final Births births;
    private final DeviceBroker broker;
    private final Hearing hearing;
    private final AddingLimit rebirths;
    private final Listeners listeners;
    private MappingIndex seen;

    /**
     * Who is told.
     *
     * @param pump  of messages that are handed on
     * @param heard of devices of which something came that is not handed on yet
     */
    record Listeners(Consumer<DeviceMessage> pump, Consumer<String> heard) {}

    Surroundings(
            Supplier<MappingIndex> index,
            Births births,
            DeviceBroker broker,
            Hearing hearing,
            AddingLimit rebirths,
            Listeners listeners) {
        this.index = index;
        this.owners = new KnownOwners(index);
        this.births = births;
        this.broker = broker;
        this.hearing = hearing;
        this.rebirths = rebirths;
        this.listeners = listeners;
    }

    /** All that core-metadata has. */
    List<Owner> known() {
        return owners.all();
    }

    @Override
    public void pass(DeviceMessage message) {
        listeners.pump().accept(message);
    }

    @Override
    public void heard(Owner owner) {
        owners.device(owner).ifPresent(device -> listeners.heard().accept(device.name()));
    }

    @Override
    public boolean isPlaced(Birth birth) {
        Optional<MappedDevice> device = owners.device(birth.owner());
        if (device.isPresent() && !isAsAdded(device.get())) {
            // A person has given it another profile: that says how it is read, whatever the birth certificate says.
            return true;
        }
        return index.get().find(birth.owner().data()) instanceof Match.Bound bound
                && bound.targets().stream()
                        .map(target -> target.device().profile())
                        .flatMap(Optional::stream)
                        .anyMatch(profile -> BirthResources.isIn(profile, birth));
    }

    private static boolean isAsAdded(MappedDevice device) {
        return DescribedDevices.profileName(Sparkplug.CONVENTION, device.name())
                .equals(device.device().profileName());
    }

    @Override
    public boolean hasChanged() {
        MappingIndex now = index.get();
        boolean changed = now != seen;
        seen = now;
        return changed;
    }

    @Override
    public Optional<String> place(Newborn newborn) {
        return births.add(newborn);
    }

    @Override
    public List<Owner> known(Owner node) {
        return owners.of(node);
    }

    @Override
    public boolean ask(Owner node) {
        // An answer that comes before we listen is not heard, and nobody asks again.
        if (hearing.isDeaf() || !rebirths.take(System.nanoTime())) {
            return false;
        }
        LOG.debugf("asking for birth certificates node=%s", node.id());
        broker.publish(node.command(), SparkplugCommand.rebirth(System.currentTimeMillis()), NO_QOS, false)
                .exceptionally(notSent -> null);
        return true;
    }
}

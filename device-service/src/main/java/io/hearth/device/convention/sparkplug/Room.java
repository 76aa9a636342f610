package io.hearth.device.convention.sparkplug;

import io.hearth.device.convention.sparkplug.SparkplugTopic.Owner;
import io.hearth.device.intake.DeviceMessage;
import io.hearth.device.intake.Translation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How much waits, by number and by octets, of all nodes together and of each. Read by any thread, changed by one at a time. */
final class Room {
    private static final int PERCENT = 100;

    private final Bounds bounds;
    private final Map<Owner, Taken> byNode = new HashMap<>();
    private volatile Taken all = Taken.NOTHING;

    /**
     * What may wait.
     *
     * @param settings    the names of the two settings begin with this
     * @param messages    how many, {@code <settings>.max-waiting}
     * @param octets      how large together, {@code <settings>.max-waiting-octets}
     * @param nodePercent how much of both one node with its devices may take, 1 to 100
     */
    record Bounds(String settings, int messages, long octets, int nodePercent) {}

    private record Taken(int messages, long octets) {
        private static final Taken NOTHING = new Taken(0, 0);

        private Taken with(int number, long more) {
            return new Taken(messages + number, octets + more);
        }

        private boolean exceeds(long most, long mostOctets) {
            return messages > most || octets > mostOctets;
        }
    }

    Room(Bounds bounds) {
        this.bounds = bounds;
    }

    /** What a message takes: itself, and what is read in its place. */
    static long octets(DeviceMessage message) {
        long octets = message.payload().length;
        for (Translation.Portion portion :
                message.translation().map(Translation::portions).orElse(List.of())) {
            octets += portion.payload().length;
        }
        return octets;
    }

    /** Why one more of a node may not wait; absent when it may. */
    Optional<String> against(Owner node, long octets) {
        if (all.with(1, octets).exceeds(bounds.messages(), bounds.octets())) {
            return Optional.of(all.messages() + " messages of " + all.octets() + " octets wait already, see "
                    + bounds.settings() + ".max-waiting and .max-waiting-octets");
        }
        Taken own = byNode.getOrDefault(node, Taken.NOTHING);
        if (own.with(1, octets)
                .exceeds(
                        Math.max(1, (long) bounds.messages() * bounds.nodePercent() / PERCENT),
                        bounds.octets() / PERCENT * bounds.nodePercent())) {
            return Optional.of(own.messages() + " messages of " + own.octets() + " octets of the node " + node.id()
                    + " wait already, see hearth.device.conventions.sparkplug.max-node-percent");
        }
        return Optional.empty();
    }

    void enter(Owner node, long octets) {
        change(node, 1, octets);
    }

    void leave(Owner node, long octets) {
        change(node, -1, -octets);
    }

    private void change(Owner node, int number, long octets) {
        byNode.compute(node, (same, before) -> {
            Taken after = (before == null ? Taken.NOTHING : before).with(number, octets);
            return after.messages() == 0 ? null : after;
        });
        all = all.with(number, octets);
    }

    int messages() {
        return all.messages();
    }

    long octets() {
        return all.octets();
    }

    Bounds bounds() {
        return bounds;
    }
}

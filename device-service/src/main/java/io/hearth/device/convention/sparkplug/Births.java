package io.hearth.device.convention.sparkplug;

import io.hearth.device.convention.Described;
import io.hearth.device.convention.DescribedDevices;
import io.hearth.device.convention.Placement;
import io.hearth.device.convention.PutAside;
import io.hearth.device.convention.sparkplug.SparkplugTopic.Owner;
import io.hearth.device.reading.Reason;
import io.hearth.device.registry.MetadataUnavailable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Tells core-metadata who was born, of each the last birth only; what cannot be told now is told again and again. */
final class Births {
    private static final Logger LOG = Logger.getLogger(Births.class);
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final DescribedDevices devices;
    private final PutAside aside;
    private final Room room;
    private final Map<Owner, Newborn> waiting = new LinkedHashMap<>();
    private volatile String trouble = "";

    /** None yet; {@code bounds}: how many wait. */
    Births(DescribedDevices devices, PutAside aside, Room.Bounds bounds) {
        this.devices = devices;
        this.aside = aside;
        this.room = new Room(bounds);
    }

    /** Adds one, in the place of one of the same owner; what is against it, when there is no room. */
    synchronized Optional<String> add(Newborn newborn) {
        Newborn before = waiting.get(newborn.birth().owner());
        if (before != null) {
            leave(before);
        }
        Optional<String> against = room.against(node(newborn), octets(newborn));
        if (against.isPresent()) {
            if (before != null) {
                enter(before);
            }
            return against;
        }
        enter(newborn);
        waiting.put(newborn.birth().owner(), newborn);
        notifyAll();
        return against;
    }

    private void enter(Newborn newborn) {
        room.enter(node(newborn), octets(newborn));
    }

    private void leave(Newborn newborn) {
        room.leave(node(newborn), octets(newborn));
    }

    private static Owner node(Newborn newborn) {
        return newborn.birth().owner().ofNode();
    }

    private static long octets(Newborn newborn) {
        return Room.octets(newborn.message());
    }

    /** How much waits. */
    Room room() {
        return room;
    }

    void work() {
        try {
            while (true) {
                boolean later = false;
                for (Newborn newborn : next()) {
                    if (place(newborn)) {
                        done(newborn);
                    } else {
                        later = true;
                    }
                }
                if (later) {
                    Thread.sleep(AGAIN);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (Throwable fatal) {
            LOG.error("core-metadata is not told of Sparkplug's births any more", fatal);
            trouble = "core-metadata is not told of Sparkplug's births any more, see the log: " + fatal;
        }
    }

    /** Why core-metadata is told of nothing any more; empty while it is. */
    String trouble() {
        return trouble;
    }

    private synchronized List<Newborn> next() throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        return List.copyOf(waiting.values());
    }

    private synchronized void done(Newborn newborn) {
        if (waiting.remove(newborn.birth().owner(), newborn)) {
            leave(newborn);
        }
    }

    /** Whether nothing is left to do; one that we cannot handle must not stop the others. */
    private boolean place(Newborn newborn) throws InterruptedException {
        Birth birth = newborn.birth();
        try {
            Placement placement = devices.put(described(birth.owner()), there -> BirthResources.of(birth, there));
            if (placement instanceof Placement.Refused refused) {
                aside.tell(newborn.message(), Reason.NOT_ADDED, refused.why());
                newborn.refuse();
            }
            if (placement instanceof Placement.Elsewhere) {
                newborn.refuse();
            }
            return !(placement instanceof Placement.Later);
        } catch (MetadataUnavailable away) {
            LOG.debugf("birth waits owner=%s reason=%s", birth.owner().id(), away.getMessage());
            return false;
        } catch (RuntimeException | StackOverflowError | LinkageError bug) {
            LOG.errorf(
                    bug,
                    "birth left out after an unexpected failure owner=%s",
                    birth.owner().id());
            aside.tell(newborn.message(), Reason.INTERNAL, String.valueOf(bug));
            newborn.refuse();
            return true;
        }
    }

    private static Described described(Owner owner) {
        String name = owner.device().isEmpty() ? owner.node() : owner.device();
        return new Described(
                Sparkplug.CONVENTION, owner.id(), name, "", "", Map.of("group", owner.group(), "node", owner.node()));
    }
}

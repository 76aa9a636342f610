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
import org.jboss.logging.Logger;

/** Tells core-metadata who was born, of each the last birth only; what cannot be told now is told again and again. */
final class Births {
    private static final Logger LOG = Logger.getLogger(Births.class);
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final DescribedDevices devices;
    private final PutAside aside;
    private final int most;
    private final Map<Owner, Newborn> waiting = new LinkedHashMap<>();

    Births(DescribedDevices devices, PutAside aside, int most) {
        this.devices = devices;
        this.aside = aside;
        this.most = most;
    }

    /** Adds one, in the place of one of the same owner; false when there is no room. */
    synchronized boolean add(Newborn newborn) {
        Owner owner = newborn.birth().owner();
        if (!waiting.containsKey(owner) && waiting.size() >= most) {
            return false;
        }
        waiting.put(owner, newborn);
        notifyAll();
        return true;
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
        }
    }

    private synchronized List<Newborn> next() throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        return List.copyOf(waiting.values());
    }

    private synchronized void done(Newborn newborn) {
        waiting.remove(newborn.birth().owner(), newborn);
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
            return !(placement instanceof Placement.Later);
        } catch (MetadataUnavailable away) {
            LOG.debugf("birth waits owner=%s reason=%s", birth.owner().id(), away.getMessage());
            return false;
        } catch (RuntimeException bug) {
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

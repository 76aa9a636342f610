package io.hearth.coredata.retention;

import io.hearth.coredata.store.Counts;
import io.hearth.coredata.store.Devices;
import io.hearth.coredata.store.Removal;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Removes what the rules let go, pair by pair of device and source as they are stored, devices that core-metadata does not
 * know (any more) included. Before each round the rules are read anew; while they were never read, nothing is removed.
 */
@Singleton
public class RetentionCycle {
    private static final Logger LOG = Logger.getLogger(RetentionCycle.class);
    private static final int DEVICES_TOGETHER = 100;

    private final RetentionTable table;
    private final MetadataDevices metadata;
    private final Devices devices;
    private final Counts counts;
    private final Removal removal;
    private boolean warned;

    RetentionCycle(RetentionTable table, MetadataDevices metadata, Devices devices, Counts counts, Removal removal) {
        this.table = table;
        this.metadata = metadata;
        this.devices = devices;
        this.counts = counts;
        this.removal = removal;
    }

    /** Reads the rules; false while they are not known and nothing may be removed. */
    boolean refresh() throws InterruptedException {
        try {
            table.replace(metadata.all());
            warned = false;
        } catch (IOException away) {
            if (!warned) {
                LOG.warnf(
                        "retention rules not read, going on with what is known known=%s reason=%s",
                        table.isKnown(), away);
                warned = true;
            }
        }
        return table.isKnown();
    }

    /** One round over all that is stored; answers how many events were removed. */
    long run(Clock clock, BooleanSupplier goOn) {
        long removed = 0;
        List<String> names = devices.names();
        for (int from = 0; from < names.size(); from += DEVICES_TOGETHER) {
            List<String> some = names.subList(from, Math.min(names.size(), from + DEVICES_TOGETHER));
            for (Counts.OfDevice device : counts.of(some)) {
                if (device.events() == 0) {
                    // Its last event went when Redis was full or a process was killed.
                    devices.leave(device.device());
                }
                for (var source : device.bySource().entrySet()) {
                    if (!goOn.getAsBoolean()) {
                        return removed;
                    }
                    removed += apply(device.device(), source.getKey(), source.getValue(), clock, goOn);
                }
            }
        }
        return removed;
    }

    private long apply(String device, String source, long stored, Clock clock, BooleanSupplier goOn) {
        return switch (table.rule(device, source).plan(stored)) {
            case RetentionRule.Plan.Nothing() -> 0;
            case RetentionRule.Plan.Expired(Duration olderThan, long keep) ->
                removal.expired(device, source, nanosBefore(clock.instant(), olderThan), keep, goOn);
            case RetentionRule.Plan.AllButNewest(long keep) -> removal.allButNewest(device, source, keep, goOn);
        };
    }

    /** Unix ns; 0 for a time before 1970. */
    private static long nanosBefore(Instant now, Duration age) {
        Instant then = now.minus(age);
        return then.isBefore(Instant.EPOCH) ? 0 : then.getEpochSecond() * 1_000_000_000 + then.getNano();
    }
}

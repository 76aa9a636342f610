package io.hearth.coredata.retention;

import io.hearth.coredata.DataConfig;
import io.hearth.coredata.store.Counts;
import io.hearth.coredata.store.Devices;
import io.hearth.coredata.store.Removal;
import io.hearth.coredata.store.Sizes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Keeps all events together below a number of octets, and all of Redis below a share of its {@code maxmemory}, so that Redis
 * does not come to refuse what comes in. Beyond that the oldest events of all devices go, slice of time by slice, whatever the
 * rules of retention would keep.
 */
@Singleton
public class HardCap {
    private static final Logger LOG = Logger.getLogger(HardCap.class);
    /** Trimmed a little further than to the limit, so that not every second one event has to go. */
    private static final double TARGET = 0.97;

    private static final long FEWEST_A_SLICE = 1_000;
    /** How much more than estimated a slice may take. */
    private static final int SLACK = 2;

    private static final int SLICES = 8;

    private final DataConfig.Cap limits;
    private final Devices devices;
    private final Counts counts;
    private final Sizes sizes;
    private final Removal removal;
    private long measuredAt = Long.MIN_VALUE;
    private boolean warned;

    HardCap(DataConfig config, Devices devices, Counts counts, Sizes sizes, Removal removal) {
        this.limits = config.cap();
        this.devices = devices;
        this.counts = counts;
        this.sizes = sizes;
        this.removal = removal;
    }

    /** Removes what is too much; answers how many events that were. */
    long enforce(BooleanSupplier goOn) {
        Sizes.OfRedis redis = sizes.ofRedis();
        long removed = 0;
        if (redis.limit() > 0 && redis.used() > redis.limit() * share()) {
            removed += trim(this::beyondMaxmemory, redis.used(), goOn);
        }
        if (limits.bytes() > 0 && isDue()) {
            long stored = stored();
            if (stored > limits.bytes()) {
                long goal = sizes.ofRedis().used() - (stored - (long) (limits.bytes() * TARGET));
                removed += trim(() -> sizes.ofRedis().used() - goal, stored, goOn);
            }
        }
        return removed;
    }

    /** How many octets are to go; asked again before each step, as somebody may have raised the limit meanwhile. */
    private long beyondMaxmemory() {
        Sizes.OfRedis redis = sizes.ofRedis();
        return redis.limit() > 0 ? redis.used() - (long) (redis.limit() * share() * TARGET) : 0;
    }

    /** While memory of deleted devices is still to be freed, that is waited for, as long as there is some room. */
    private double share() {
        return devices.isAnyLeaving() ? (1 + limits.maxmemoryShare()) / 2 : limits.maxmemoryShare();
    }

    private boolean isDue() {
        long now = System.nanoTime();
        boolean due = measuredAt == Long.MIN_VALUE
                || now - measuredAt > limits.measureInterval().toNanos();
        measuredAt = due ? now : measuredAt;
        return due;
    }

    private long stored() {
        return sizes.ofIndex()
                + sizes.of(devices.names()).stream()
                        .mapToLong(device -> device.bytes() + device.rollupBytes())
                        .sum();
    }

    /** Removes the oldest events until no octets are in excess any more, or no event is left. */
    private long trim(LongSupplier excess, long used, BooleanSupplier goOn) {
        long removed = 0;
        long left = excess.getAsLong();
        long step = 0;
        while (left > 0 && goOn.getAsBoolean()) {
            List<String> names = devices.names();
            long events =
                    counts.of(names).stream().mapToLong(Counts.OfDevice::events).sum();
            if (events == 0) {
                warnOnce(left);
                return removed;
            }
            long needed = (long) (left / Math.max(1.0, (double) used / events));
            long wanted = Math.min(events, Math.max(FEWEST_A_SLICE, needed / SLICES));
            long gone = removeOldest(names, wanted, events, step, goOn);
            // Nothing in that slice of time: the next one is wider.
            step = gone == 0 ? Math.max(Duration.ofSeconds(1).toNanos(), step * 2) : 0;
            removed += gone;
            left = excess.getAsLong();
        }
        warned = false;
        return removed;
    }

    private void warnOnce(long excess) {
        if (!warned) {
            LOG.warnf("no events are left to be removed, and yet more is used than may be excess=%d", excess);
            warned = true;
        }
    }

    /** Removes about so many of the oldest events, supposing that each device's are spread evenly over its time. */
    private long removeOldest(List<String> names, long wanted, long events, long step, BooleanSupplier goOn) {
        List<Sizes.OfDevice> known = sizes.of(names).stream()
                .filter(device -> device.oldest().isPresent())
                .toList();
        List<Counts.OfDevice> numbers =
                counts.of(known.stream().map(Sizes.OfDevice::device).toList());
        long from =
                known.stream().mapToLong(device -> device.oldest().get()).min().orElse(0);
        long to =
                known.stream().mapToLong(device -> device.newest().get()).max().orElse(0) + 1;
        long before = wanted >= events ? to : cut(known, numbers, wanted, from, to);
        before = Math.min(to, Math.max(before, from + 1 + step));
        long removed = 0;
        for (int i = 0; i < known.size() && removed < SLACK * wanted; i++) {
            Sizes.OfDevice device = known.get(i);
            if (device.oldest().get() < before) {
                // The estimate is as good as the events are evenly spread: where they are not, it must not cost more.
                double share = numbers.get(i).events() * part(device, before);
                removed += removal.oldest(device.device(), before, (long) Math.ceil(SLACK * share), goOn);
            }
        }
        return removed;
    }

    /** Which part of a device's time is before an origin. */
    private static double part(Sizes.OfDevice device, long origin) {
        double span = device.newest().get() - device.oldest().get() + 1.0;
        return Math.clamp((origin - device.oldest().get()) / span, 0.0, 1.0);
    }

    /** The origin before which there are about so many events. */
    private static long cut(
            List<Sizes.OfDevice> devices, List<Counts.OfDevice> counts, long wanted, long from, long to) {
        long low = from;
        long high = to;
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            double older = 0;
            for (int i = 0; i < devices.size(); i++) {
                older += counts.get(i).events() * part(devices.get(i), middle);
            }
            if (older < wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}

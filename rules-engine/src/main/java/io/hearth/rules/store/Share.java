package io.hearth.rules.store;

import java.util.stream.Stream;

/**
 * A share of the devices: every so manieth of the partitions that they fall into.
 *
 * @param number 0 to {@code of} - 1
 * @param of     into how many shares the devices are divided, 1 to {@link Partition#COUNT}
 */
public record Share(int number, int of) {
    /** All devices. */
    public static final Share ALL = new Share(0, 1);

    /** Refuses what is none with an {@link IllegalArgumentException}. */
    public Share {
        if (of < 1 || of > Partition.COUNT || number < 0 || number >= of) {
            throw new IllegalArgumentException("there is no share " + number + " of " + of);
        }
    }

    /** The share of a device, when they are divided into so many. */
    public static Share of(String device, int of) {
        return new Share(Partition.of(device).number() % of, of);
    }

    /** Whether these are all devices. */
    public boolean isAll() {
        return of == 1;
    }

    /** Whether a device is one of these. */
    public boolean has(String device) {
        return isAll() || has(Partition.of(device));
    }

    /** Whether the devices of a partition are among these. */
    public boolean has(Partition partition) {
        return partition.number() % of == number;
    }

    /** The partitions of these devices. */
    public Stream<Partition> partitions() {
        return Partition.all().filter(this::has);
    }

    /** Where what is of the share as a whole lies: the first of its partitions. */
    public Partition home() {
        return new Partition(number);
    }

    /** What tells keys and sessions of this share from those of others; nothing when these are all devices. */
    public String suffix() {
        return isAll() ? "" : ":" + number;
    }
}

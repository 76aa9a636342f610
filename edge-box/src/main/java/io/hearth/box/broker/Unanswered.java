package io.hearth.box.broker;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/**
 * The publishes that were stamped and whose acknowledgement was not yet sent, in a mapped file that outlives {@code kill -9}.
 * When such a client repeats its publish, the repetition gets the stamp of the first attempt, which may be in the journal.
 *
 * <p>Bounded: eight entries in each of 8192 buckets; a bucket that is full forgets its oldest. What was acknowledged is taken
 * out, because a client uses its packet ids again, for other messages of perhaps the same content.
 */
final class Unanswered {
    private static final int BUCKETS = 8192;
    private static final int ENTRIES = 8;
    private static final int ENTRY = 3 * Long.BYTES;
    private static final int CONTENT = Long.BYTES;
    private static final int ORIGIN = 2 * Long.BYTES;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final MappedByteBuffer table;

    private Unanswered(MappedByteBuffer table) {
        this.table = table;
    }

    static Unanswered in(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Unanswered(channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) BUCKETS * ENTRIES * ENTRY));
        }
    }

    /** The stamp of the first attempt, if this publish is a repetition of one that was not answered. */
    synchronized OptionalLong origin(Publish publish) {
        int at = find(publish.key());
        return at >= 0 && table.getLong(at + CONTENT) == publish.content()
                ? OptionalLong.of(table.getLong(at + ORIGIN))
                : OptionalLong.empty();
    }

    /** The stamp of the publish of this client and packet id that waits for its answer. */
    synchronized OptionalLong origin(long key) {
        int at = find(key);
        return at >= 0 ? OptionalLong.of(table.getLong(at + ORIGIN)) : OptionalLong.empty();
    }

    /** Remembers the stamp until the publish is answered. */
    synchronized void stamped(Publish publish, long origin) {
        int at = find(publish.key());
        if (at < 0) {
            at = freeOrOldest(publish.key());
        }
        table.putLong(at + ORIGIN, origin);
        table.putLong(at + CONTENT, publish.content());
        table.putLong(at, publish.key());
    }

    /** Forgets the publish of that stamp: its client knows that it arrived. A newer one with its packet id is kept. */
    synchronized void answered(long key, long origin) {
        int at = find(key);
        if (at >= 0 && table.getLong(at + ORIGIN) == origin) {
            table.putLong(at, 0);
        }
    }

    private int find(long key) {
        int bucket = bucket(key);
        for (int at = bucket; at < bucket + ENTRIES * ENTRY; at += ENTRY) {
            if (table.getLong(at) == key) {
                return at;
            }
        }
        return -1;
    }

    private int freeOrOldest(long key) {
        int bucket = bucket(key);
        int oldest = bucket;
        for (int at = bucket; at < bucket + ENTRIES * ENTRY; at += ENTRY) {
            if (table.getLong(at) == 0) {
                return at;
            }
            if (table.getLong(at + ORIGIN) < table.getLong(oldest + ORIGIN)) {
                oldest = at;
            }
        }
        return oldest;
    }

    private static int bucket(long key) {
        return (int) (key * SPREAD >>> 51) * ENTRIES * ENTRY;
    }
}

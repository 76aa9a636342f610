package io.hearth.device.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The origins given to the latest deliveries, by packet identifier, in a memory-mapped file: what the process wrote is there
 * after kill -9. A redelivery gets the origin that the first delivery got, and so makes the same event.
 *
 * <p>A delivery is recognised by its packet identifier, DUP flag, topic and payload. While it is not acknowledged the
 * identifier cannot be another message's (MQTT 5, 2.2.1). After the acknowledgement was sent it may have been lost with
 * the connection, so the entry still counts, but only where the broker does not use identifiers again before it went through
 * the others: else an equal message that we never saw could be taken for this one, and be lost. In doubt, a message is new.
 * A broker that was killed may count on from an identifier a little earlier, once; when it has gone on for long enough it is
 * trusted again. One that starts over with each connection goes back further, and never is.
 */
final class OriginLedger implements AutoCloseable {
    private static final String FILE = "origins";
    private static final long FORMAT = 0x4845_4152_5448_0001L;
    private static final int SLOTS = 65_536;
    private static final long SLOT_BYTES = 32;
    private static final long HEADER_BYTES = 64;
    private static final long SIZE = HEADER_BYTES + SLOTS * SLOT_BYTES;
    private static final int PIECE = 8_192;
    /** Half the packet identifiers: a broker that goes through all of them stays well above. */
    private static final long EARLY = 32_768;
    /** More than a broker has under way to us at once (max-in-flight, 10,000): who uses what is free does so sooner. */
    private static final long TRUSTED_AGAIN = 16_384;
    /** More than a broker that is killed takes in without writing down how far it was. */
    private static final long STEP_BACK = 8_192;

    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    private static final long FORMAT_AT = 0;
    private static final long SEQUENCE_AT = 8;
    /** Which delivery last used an identifier early; 0 for none, {@link #FOR_GOOD} for one that is not forgotten. */
    private static final long REUSED_EARLY_AT = 16;

    private static final long FOR_GOOD = 1;

    private static final long LAST_ORIGIN_AT = 24;

    private final FileChannel file;
    private final FileLock lock;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;
    private final OriginClock clock;
    private final ContentHash.Maker hashes = new ContentHash.Maker();

    private OriginLedger(FileChannel file, FileLock lock, OriginClock clock) throws IOException {
        this.file = file;
        this.lock = lock;
        this.clock = clock;
        this.memory = file.map(FileChannel.MapMode.READ_WRITE, 0, SIZE, arena);
        long format = get(FORMAT_AT);
        if (format != FORMAT) {
            // A new file is zeros already: what is not touched of it takes no memory.
            if (format != 0) {
                memory.asSlice(FORMAT_AT + Long.BYTES).fill((byte) 0);
            }
            set(FORMAT_AT, FORMAT);
        }
        clock.after(get(LAST_ORIGIN_AT));
    }

    /**
     * Opens the ledger of a folder, which is made if need be.
     *
     * @throws IllegalStateException when another process has it open
     */
    static OriginLedger open(Path dir, OriginClock clock) {
        Path path = dir.resolve(FILE);
        try {
            Files.createDirectories(dir);
            FileChannel file = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = lock(file);
            if (lock == null) {
                file.close();
                throw new IllegalStateException("another device service uses " + dir + ": set hearth.device.data-dir");
            }
            reserve(file);
            return new OriginLedger(file, lock, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + path + " (hearth.device.data-dir): " + e.getMessage(), e);
        }
    }

    /** A full disk is to be told here; met in mapped memory it would be a crash. */
    private static void reserve(FileChannel file) throws IOException {
        // In pieces: the JDK keeps a buffer of its own, as large as the largest that this thread has written.
        ByteBuffer zeros = ByteBuffer.allocate(PIECE);
        for (long size = file.size(); size < SIZE; size = file.size()) {
            zeros.clear().limit((int) Math.min(PIECE, SIZE - size));
            file.write(zeros, size);
        }
    }

    private static FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException openInThisProcess) {
            return null;
        }
    }

    /** The origin of a delivery: the one it got before when it is a redelivery that is recognised, else a new one. */
    synchronized long originOf(DeviceMessage message) {
        if (message.packetId() == 0) {
            return clock.next();
        }
        long slot = slot(message.packetId());
        ContentHash hash = hashes.of(message.topic(), message.payload());
        if (message.duplicate() && recognised(slot, hash)) {
            return get(slot + 16);
        }
        noteEarlyReuse(message, slot);
        long origin = clock.next();
        write(slot, hash, origin);
        return origin;
    }

    private boolean recognised(long slot, ContentHash hash) {
        long sequence = get(slot + 24);
        boolean same = sequence != 0 && get(slot) == hash.high() && get(slot + 8) == hash.low();
        boolean acknowledged = sequence < 0;
        return same && (!acknowledged || (goesThroughAll() && age(sequence) < EARLY));
    }

    private boolean goesThroughAll() {
        long reused = get(REUSED_EARLY_AT);
        return reused == 0 || (reused != FOR_GOOD && age(reused) >= TRUSTED_AGAIN);
    }

    private void noteEarlyReuse(DeviceMessage message, long slot) {
        long sequence = get(slot + 24);
        if (!message.duplicate() && sequence < 0 && age(sequence) < EARLY && get(REUSED_EARLY_AT) != FOR_GOOD) {
            set(REUSED_EARLY_AT, age(sequence) < STEP_BACK ? get(SEQUENCE_AT) : FOR_GOOD);
        }
    }

    private long age(long sequence) {
        return get(SEQUENCE_AT) - Math.abs(sequence);
    }

    /** In this order, so that a process killed in between leaves an empty slot, never a wrong one. */
    private void write(long slot, ContentHash hash, long origin) {
        long sequence = get(SEQUENCE_AT) + 1;
        set(slot + 24, 0);
        set(slot, hash.high());
        set(slot + 8, hash.low());
        set(slot + 16, origin);
        set(LAST_ORIGIN_AT, origin);
        set(SEQUENCE_AT, sequence);
        set(slot + 24, sequence);
    }

    /** Notes that the acknowledgement of a delivery is about to be sent. */
    synchronized void acknowledging(int packetId, long origin) {
        long slot = slot(packetId);
        long sequence = get(slot + 24);
        if (packetId != 0 && sequence > 0 && get(slot + 16) == origin) {
            set(slot + 24, -sequence);
        }
    }

    /** Forgets all deliveries: the broker has lost the session, and counts anew. */
    synchronized void forget() {
        if (get(SEQUENCE_AT) == 0) {
            // There was none, and none of the file needs to come into memory.
            return;
        }
        for (int packetId = 0; packetId < SLOTS; packetId++) {
            set(slot(packetId) + 24, 0);
        }
    }

    private static long slot(int packetId) {
        return HEADER_BYTES + packetId * SLOT_BYTES;
    }

    private long get(long at) {
        return (long) LONG.getAcquire(memory, at);
    }

    private void set(long at, long value) {
        LONG.setRelease(memory, at, value);
    }

    @Override
    public synchronized void close() {
        try (file;
                lock;
                arena) {
            memory.force();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

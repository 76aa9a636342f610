package io.hearth.box.broker;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Arrival times in Unix nanoseconds, each larger than every one before. The last one is kept in a mapped file, so that the
 * times of the next run are larger too although a small machine's clock may have gone back meanwhile.
 */
final class OriginClock {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Clock clock;
    private final MappedByteBuffer kept;
    private long last;

    private OriginClock(Clock clock, MappedByteBuffer kept, long last) {
        this.clock = clock;
        this.kept = kept;
        this.last = last;
    }

    /**
     * Goes on from the last time that the file holds.
     *
     * @param maxStep how far that time may be ahead of the clock; one further ahead is taken for a wrong clock's and forgotten
     */
    static OriginClock goingOnFrom(Path file, Clock clock, Duration maxStep) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer kept = channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
            long before = kept.getLong(0);
            boolean plausible = before <= nanos(clock.instant().plus(maxStep));
            return new OriginClock(clock, kept, plausible ? before : 0);
        }
    }

    /** Now, or one nanosecond after the last answer if the clock has not moved on. */
    synchronized long next() {
        last = Math.max(nanos(clock.instant()), last + 1);
        kept.putLong(0, last);
        return last;
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * NANOS_PER_SECOND + instant.getNano();
    }
}

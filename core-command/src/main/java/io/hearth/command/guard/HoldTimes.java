package io.hearth.command.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How long holds have left, by a time that no step of the clock changes. A hold is timed from when this process first sees
 * it, which for its own is when it begins: a clock that is set an hour forth does not end it, and one that is set back does
 * not make it longer than it was to be.
 */
final class HoldTimes {
    private static final Duration STEP = Duration.ofSeconds(1);

    private final Map<Seen, Long> ends;

    /** With for how many holds it is known; those seen longest ago are timed anew, by the clock. */
    HoldTimes(int most) {
        this.ends = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Seen, Long> eldest) {
                return size() > most;
            }
        };
    }

    private record Seen(UUID commandId, String resource, long until) {}

    /** The hold if it stands, with its end as the clock says it now. */
    synchronized Optional<Hold> standing(Hold hold, Instant now) {
        long nano = System.nanoTime();
        Seen seen = new Seen(hold.commandId(), hold.resourceName(), hold.until());
        Long known = ends.get(seen);
        long end = known == null ? nano + left(hold, now).toNanos() : known;
        if (known == null) {
            ends.put(seen, end);
        }
        if (end - nano <= 0) {
            return Optional.empty();
        }
        Instant ending = now.plusNanos(end - nano);
        boolean asStored = Duration.between(hold.end(), ending).abs().compareTo(STEP) < 0;
        return Optional.of(asStored ? hold : hold.until(ending));
    }

    private static Duration left(Hold hold, Instant now) {
        Duration left = Duration.between(now, hold.end());
        Duration whole = Duration.ofMillis(hold.length());
        return left.compareTo(whole) < 0 ? left : whole;
    }
}

package io.hearth.command.profile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What core-metadata answered, by name, for a while. What is forgotten while it is being asked for is not remembered: the answer may be
 * from before the change.
 */
final class Remembered<T> {
    private final Cache<String, T> known;
    private final AtomicLong changes = new AtomicLong();

    /**
     * Nothing yet.
     *
     * @param most how many are remembered; those not asked for go first
     * @param time how long each is, from when it was answered
     */
    Remembered(int most, Duration time) {
        this.known =
                Caffeine.newBuilder().maximumSize(most).expireAfterWrite(time).build();
    }

    /** What is remembered of this name. */
    Optional<T> of(String name) {
        return Optional.ofNullable(known.getIfPresent(name));
    }

    /** As {@link #of}, else what is answered now; failures are not remembered. */
    T of(String name, Supplier<T> ask) {
        T remembered = known.getIfPresent(name);
        if (remembered != null) {
            return remembered;
        }
        long before = changes.get();
        T answer = ask.get();
        known.put(name, answer);
        if (changes.get() != before) {
            known.asMap().remove(name, answer);
        }
        return answer;
    }

    void forget(String name) {
        changes.incrementAndGet();
        known.invalidate(name);
    }

    void forgetAll() {
        changes.incrementAndGet();
        known.invalidateAll();
    }
}

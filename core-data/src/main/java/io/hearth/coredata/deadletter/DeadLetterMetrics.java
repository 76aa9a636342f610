package io.hearth.coredata.deadletter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/** How full the list of dead letters is, as it was when it was last changed here, and what became of letters. */
@Singleton
class DeadLetterMetrics {
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong octets = new AtomicLong();
    private final Counter dropped;
    private final Counter replayed;
    private final Counter discarded;

    DeadLetterMetrics(MeterRegistry registry) {
        Gauge.builder("hearth_dead_letters_kept", count, AtomicLong::get)
                .description("dead letters in the list")
                .register(registry);
        Gauge.builder("hearth_dead_letters_kept_octets", octets, AtomicLong::get)
                .description("octets of the dead letters in the list")
                .register(registry);
        this.dropped = Counter.builder("hearth_dead_letters_dropped")
                .description("dead letters that went because there were too many, or they were too large together")
                .register(registry);
        this.replayed = Counter.builder("hearth_dead_letters_replayed")
                .description("dead letters that were published again")
                .register(registry);
        this.discarded = Counter.builder("hearth_dead_letters_discarded")
                .description("dead letters that somebody threw away")
                .register(registry);
    }

    void holds(long letters, long ofOctets) {
        count.set(letters);
        octets.set(ofOctets);
    }

    void dropped(long letters) {
        dropped.increment(letters);
    }

    void replayed(long letters) {
        replayed.increment(letters);
    }

    void discarded(long letters) {
        discarded.increment(letters);
    }
}

package io.hearth.rules.alarm;

import io.hearth.rules.alarm.Note.What;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** What ends by the clock, and what is no longer kept because there is too much of it. */
final class Expiry {
    private static final Logger LOG = Logger.getLogger(Expiry.class);

    private static final int LOOKED_AT = 1_000;

    private final AlarmBook book;
    private final AlarmConfig config;
    private final Instant started;
    /** When a limited rule was last refused. Not stored: after a start it is taken to have been just now. */
    private final Map<AlarmKey, Instant> refused = new ConcurrentHashMap<>();

    private final LongAdder crowdedOut = new LongAdder();
    private volatile boolean full;

    Expiry(AlarmBook book, AlarmConfig config, Instant started) {
        this.book = book;
        this.config = config;
        this.started = started;
    }

    /** How many alarms were dropped unacknowledged, or not raised, because there are too many. */
    long crowdedOut() {
        return crowdedOut.sum();
    }

    /** A rule that is limited was refused once more. */
    void refused(AlarmKey key, Instant now) {
        refused.put(key, now);
    }

    /** The keys whose newest alarm changes by itself now. */
    List<AlarmKey> due(Instant now) {
        // Also of alarms that ended otherwise.
        refused.values().removeIf(last -> !last.plus(config.limitedFor()).isAfter(now));
        return Stream.concat(book.shelved().stream(), book.limited().stream())
                .distinct()
                .filter(key ->
                        book.newest(key).flatMap(alarm -> after(alarm, now)).isPresent())
                .toList();
    }

    /** What becomes of an alarm by itself; empty when nothing does. */
    Optional<Alarm> after(Alarm alarm, Instant now) {
        Alarm next = alarm;
        if (next.shelving().isShelved() && !next.shelving().at(now).isShelved()) {
            next = next.unshelved(Note.byItself(now, What.UNSHELVED, "the time is over"), config.history());
        }
        if (isNoLongerLimited(next, now)) {
            next = next.end(now, now, "the rule is no longer limited", config.history());
            refused.remove(alarm.key());
        }
        return next == alarm ? Optional.empty() : Optional.of(next);
    }

    private boolean isNoLongerLimited(Alarm alarm, Instant now) {
        return alarm.kind() == Kind.LIMITED
                && alarm.isActive()
                && !refused.getOrDefault(alarm.key(), started)
                        .plus(config.limitedFor())
                        .isAfter(now);
    }

    /** Whether alarms are kept that are too old. */
    boolean isTrimDue(Instant now) {
        return book.oldestSettled(1).stream().anyMatch(alarm -> isTooOld(alarm, now));
    }

    private boolean isTooOld(Alarm alarm, Instant now) {
        return alarm.life() instanceof Life.Settled settled
                && settled.settled().plus(config.endedAge()).isBefore(now);
    }

    /** Drops from what is to be stored whatever is too old or too much. */
    void trim(Draft draft, Instant now) {
        makeRoom(draft);
        int settling = count(draft.changed(), alarm -> !alarm.isRetained() && !isSettled(alarm));
        int tooMany = book.settled() + settling - config.endedKept();
        // Ages are looked at in steps, so that a long absence is not made up for in one; and not at all while the
        // oldest is young.
        List<Alarm> oldest = book.oldestSettled(Math.max(tooMany, isTrimDue(now) ? LOOKED_AT : 0));
        for (int i = 0; i < oldest.size(); i++) {
            if (i < tooMany || isTooOld(oldest.get(i), now)) {
                draft.drop(oldest.get(i));
            }
        }
    }

    private void makeRoom(Draft draft) {
        List<Alarm> raised = draft.changed().stream()
                .filter(alarm -> alarm.isRetained() && book.byId(alarm.id()).isEmpty())
                .toList();
        int freed = count(
                draft.changed(),
                alarm -> !alarm.isRetained()
                        && book.byId(alarm.id()).filter(Alarm::isRetained).isPresent());
        int tooMany = book.retained() + raised.size() - freed - config.capacity();
        if (tooMany <= 0) {
            full = full && raised.isEmpty();
            return;
        }
        List<Alarm> victims = new ArrayList<>(book.oldestReturned(tooMany));
        raised.reversed().stream().limit(tooMany - victims.size()).forEach(victims::add);
        victims.forEach(draft::drop);
        crowdedOut.add(victims.size());
        if (!full) {
            LOG.warnf("too many alarms, some are not kept capacity=%d dropped=%d", config.capacity(), victims.size());
            full = true;
        }
    }

    private boolean isSettled(Alarm alarm) {
        return book.byId(alarm.id()).filter(before -> !before.isRetained()).isPresent();
    }

    private static int count(Collection<Alarm> alarms, Predicate<Alarm> which) {
        return (int) alarms.stream().filter(which).count();
    }
}

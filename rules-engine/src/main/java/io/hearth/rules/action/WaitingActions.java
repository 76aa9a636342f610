package io.hearth.rules.action;

import io.hearth.runtime.bus.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The actions that wait or are under way, in their lines. Safe for use by several threads; one works on each line. */
final class WaitingActions {
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    private final ActionConfig config;
    private final Clock clock;
    private final Consumer<Line> opened;
    private final ReentrantLock lock = new ReentrantLock();
    private final Lines lines = new Lines();
    private final Pointless pointless;
    private int waiting;

    /**
     * None.
     *
     * @param obsolete is told what need not be done any more
     * @param opened   is told of each new line, which somebody has to work on
     */
    WaitingActions(ActionConfig config, Clock clock, Obsolete obsolete, Consumer<Line> opened) {
        this.config = config;
        this.clock = clock;
        this.pointless = new Pointless(lines, obsolete);
        this.opened = opened;
    }

    /**
     * What became of others when some were added.
     *
     * @param superseded how many do not wait any more, as what is newer does what they would
     * @param crowdedOut those for which there is no room any more
     */
    record Added(int superseded, List<Intent> crowdedOut) {}

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Adds these, in order. */
    Added add(List<Intent> intents) {
        List<Intent> tooMany = new ArrayList<>();
        int superseded = 0;
        lock.lock();
        try {
            for (Intent intent : intents) {
                Line line = lineOf(intent);
                superseded += without(pointless.by(intent, line));
                line.add(intent);
                waiting++;
                if (line.size() > KindLimits.of(config, intent).capacity()) {
                    line.evictOldest().ifPresent(tooMany::add);
                }
            }
            waiting -= tooMany.size();
            while (waiting > config.capacity() && evict(tooMany)) {
                waiting--;
            }
        } finally {
            lock.unlock();
        }
        return new Added(superseded, tooMany);
    }

    /** These do not wait any more. */
    private int without(int taken) {
        waiting -= taken;
        return taken;
    }

    private Line lineOf(Intent intent) {
        if (intent.acted().isPresent()) {
            return open(Line.Key.ofLook(intent));
        }
        return lines.of(Line.Key.ofCommand(intent))
                .or(() -> lines.of(Line.Key.ofLane(intent)))
                .orElseGet(() -> open(Line.Key.ofLane(intent)));
    }

    private Line open(Line.Key key) {
        Line line = new Line(key, lock.newCondition(), new Backoff(config.firstRetry(), config.longestRetry()));
        lines.add(line);
        opened.accept(line);
        return line;
    }

    private boolean evict(List<Intent> into) {
        Optional<Intent> oldest =
                lines.all().stream().max(Comparator.comparingInt(Line::size)).flatMap(Line::evictOldest);
        oldest.ifPresent(into::add);
        return oldest.isPresent();
    }

    /** These need not be done any more. */
    void withdraw(Predicate<Intent> which) {
        locked(() -> without(pointless.takeOut(lines.all(), which)));
    }

    /** All, in the order of decision. */
    List<Intent> all() {
        return locked(() -> lines.all().stream()
                .flatMap(line -> line.waiting().stream())
                .sorted(Comparator.comparingLong(Intent::order))
                .toList());
    }

    int size() {
        return locked(() -> waiting);
    }

    int size(Deed.Kind kind) {
        return locked(() -> lines.all().stream()
                .filter(line -> line.key().lane().kind() == kind)
                .mapToInt(Line::size)
                .sum());
    }

    /** The first action of a line, now under way; a line with nothing left is gone. */
    Optional<Intent> next(Line line) {
        return locked(() -> {
            Optional<Intent> next = line.begin();
            if (next.isEmpty()) {
                lines.remove(line);
            }
            return next;
        });
    }

    /** Takes out of a line what is not worth doing any more; none of it is under way. */
    List<Intent> takeOver(Line line) {
        return locked(() -> {
            List<Intent> over = line.takeOver(clock.instant());
            without(over.size());
            return over;
        });
    }

    /** core-command is there, and says not now; answers when that was. */
    Instant noteRefusal(Line line) {
        Instant now = clock.instant();
        return locked(() -> {
            line.noteRefusal(now);
            return now;
        });
    }

    /** Whether the action under way need not be tried again. */
    boolean isAbandoned(Line line) {
        return locked(line::isAbandoned);
    }

    /** Waits before the first attempt in a line of what was set aside. */
    void pauseAtFirst(Line line) throws InterruptedException {
        lock.lock();
        try {
            // Under the lock: the line is begun before it is filled.
            Optional<Intent> refused = line.tried();
            if (refused.isPresent()) {
                pause(line, refused.get(), Optional.empty());
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits after a failed attempt; ends early when the action is no longer the first of its line, or is to be tried now.
     *
     * @param atLeast how long to wait, when that is longer than the growing pause
     * @return false, at once, when it need not be tried again
     */
    boolean pause(Line line, Intent intent, Optional<Duration> atLeast) throws InterruptedException {
        lock.lock();
        try {
            // Under the same lock as the wait: what abandons it comes before, or takes it out of the line.
            if (line.isAbandoned()) {
                return false;
            }
            long left =
                    Math.min(Math.max(line.fail(), atLeast.orElse(Duration.ZERO).toNanos()), untilOver(line, intent));
            while (left > 0
                    && !line.isHurried()
                    && intent.equals(line.waiting().stream().findFirst().orElse(null))) {
                left = line.changed().awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** In ns; what is not worth doing any more is not kept waiting to be told so. */
    private long untilOver(Line line, Intent intent) {
        Instant now = clock.instant();
        Instant end = line.endOf(intent);
        return end.isBefore(now.plus(LONGEST_PAUSE))
                ? Duration.between(now, end).toNanos()
                : LONGEST_PAUSE.toNanos();
    }

    /**
     * The action under way was refused for now: it waits in a line of its own, with all of the same command behind it, and
     * the others of the device go on. A command waits in one line at a time, so its own order stays.
     *
     * @return how many others were superseded by that; empty when it does not wait, as it need not be tried again
     */
    OptionalInt setAside(Line line, Intent refused) {
        return locked(() -> {
            if (line.isAbandoned()) {
                return OptionalInt.empty();
            }
            Line aside = open(Line.Key.ofCommand(refused));
            aside.noteRefusal(clock.instant());
            line.setAside(refused, aside);
            return OptionalInt.of(without(pointless.between(line, aside)));
        });
    }

    /**
     * The action under way has acted, and the device does not show it: it is looked at again in a line of its own, and all
     * others of the device go on.
     *
     * @return whether it is looked at; false when it need not be
     */
    boolean lookBeside(Line line, Intent acted) {
        return locked(() -> {
            boolean outlived = line.isAbandoned() || Pointless.isOutlived(acted, line);
            if (!outlived) {
                line.handOver(acted, open(Line.Key.ofLook(acted)));
            }
            return !outlived;
        });
    }

    /**
     * This one has acted: what set the same before it, and was not confirmed, never will be, and must never act again. It is
     * obsolete, one under way too, and so leaves the store before this one does.
     *
     * @return how many do not wait any more
     */
    int overtake(Intent acted) {
        return locked(() -> without(pointless.byActing(acted)));
    }

    /** What proves this one is there: it is looked at now. */
    void lookNow(Intent acted) {
        lock.lock();
        try {
            lines.of(Line.Key.ofLook(acted)).ifPresent(Line::hurry);
        } finally {
            lock.unlock();
        }
    }

    /** The action under way is settled. */
    void finish(Line line, Intent intent) {
        lock.lock();
        try {
            line.finish(intent);
            waiting--;
        } finally {
            lock.unlock();
        }
    }
}

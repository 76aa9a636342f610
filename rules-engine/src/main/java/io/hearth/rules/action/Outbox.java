package io.hearth.rules.action;

import io.hearth.runtime.bus.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Does the stored actions: in order per kind and target, so commands in order per device, targets beside each other, each until it is done, pointless or hopeless. A
 * command that is refused for now is set aside, and the others of its device go on.
 * What it is given is stored already; it takes out of the store what is settled. Killed at any time, it goes on with the
 * same command ids after the next start.
 */
final class Outbox implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Outbox.class);
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    private final OutboxStore store;
    private final ActionConfig config;
    private final Clock clock;
    private final OutboxFigures figures = new OutboxFigures();
    private final Listeners listeners = new Listeners();
    private final Attempts attempts;
    private final ReentrantLock lock = new ReentrantLock();
    private final Lines lines = new Lines();
    private final Obsolete obsolete;
    private final Pointless pointless;
    private final ExecutorService workers;
    private int waiting;

    Outbox(Courier courier, OutboxStore store, ActionConfig config, Clock clock) {
        this.store = store;
        this.obsolete = new Obsolete(store);
        this.pointless = new Pointless(lines, obsolete);
        this.config = config;
        this.clock = clock;
        this.attempts = new Attempts(courier, config);
        this.workers = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("rules-action-", 0).factory());
    }

    OutboxFigures figures() {
        return figures;
    }

    OutboxStore store() {
        return store;
    }

    Obsolete obsolete() {
        return obsolete;
    }

    ActionConfig config() {
        return config;
    }

    Clock clock() {
        return clock;
    }

    Listeners listeners() {
        return listeners;
    }

    KindLimits limits(Intent intent) {
        return new KindLimits(config, intent.deed().kind());
    }

    /** Actions to be done, in order; they are in the store already. */
    void add(List<Intent> intents) {
        List<Intent> tooMany = new ArrayList<>();
        int superseded = 0;
        lock.lock();
        try {
            for (Intent intent : intents) {
                Line line = lineOf(intent);
                superseded += without(pointless.by(intent, line));
                line.add(intent);
                waiting++;
                if (line.size() > limits(intent).capacity()) {
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
        figures.of(Deed.Kind.COMMAND).superseded(superseded);
        obsolete.tryRemove();
        tooMany.forEach(intent -> tryToGiveUp(
                intent,
                "more than " + Math.min(config.capacity(), limits(intent).capacity())
                        + " actions wait, most of them for this target"));
    }

    /** These do not wait any more. */
    private int without(int taken) {
        waiting -= taken;
        return taken;
    }

    private Line lineOf(Intent intent) {
        return lines.of(Line.Key.ofCommand(intent))
                .or(() -> lines.of(Line.Key.ofLane(intent)))
                .orElseGet(() -> open(Line.Key.ofLane(intent)));
    }

    private Line open(Line.Key key) {
        Line line = new Line(key, lock.newCondition(), new Backoff(config.firstRetry(), config.longestRetry()));
        lines.add(line);
        workers.execute(new LineWorker(this, line, attempts));
        return line;
    }

    private boolean evict(List<Intent> into) {
        Optional<Intent> oldest =
                lines.all().stream().max(Comparator.comparingInt(Line::size)).flatMap(Line::evictOldest);
        oldest.ifPresent(into::add);
        return oldest.isPresent();
    }

    /** These need not be done any more, because their rule is gone, off or another one now. */
    void withdraw(Predicate<Intent> which) {
        lock.lock();
        try {
            without(pointless.takeOut(lines.all(), which));
        } finally {
            lock.unlock();
        }
        obsolete.tryRemove();
    }

    /** What waits or is under way, in the order of decision. */
    List<Intent> waiting() {
        lock.lock();
        try {
            return lines.all().stream()
                    .flatMap(line -> line.waiting().stream())
                    .sorted(Comparator.comparingLong(Intent::order))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    /** How many of a kind wait or are under way. */
    int size(Deed.Kind kind) {
        lock.lock();
        try {
            return lines.all().stream()
                    .filter(line -> line.key().lane().kind() == kind)
                    .mapToInt(Line::size)
                    .sum();
        } finally {
            lock.unlock();
        }
    }

    /** The first action of a line, now under way; a line with nothing left is gone. */
    Optional<Intent> next(Line line) {
        lock.lock();
        try {
            Optional<Intent> next = line.begin();
            if (next.isEmpty()) {
                lines.remove(line);
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Takes out of a line what is not worth doing any more; none of it is under way. */
    List<Intent> takeOver(Line line) {
        lock.lock();
        try {
            List<Intent> over = line.takeOver(clock.instant());
            without(over.size());
            return over;
        } finally {
            lock.unlock();
        }
    }

    /** core-command is there, and says not now to what is under way: for that its time begins anew, unless its rule says it. */
    void renew(Line line, Intent refused) {
        Instant now = clock.instant();
        lock.lock();
        try {
            line.noteRefusal(now);
        } finally {
            lock.unlock();
        }
        refused.validity().filter(Validity::renewable).ifPresent(validity -> {
            try {
                store.keep(refused.with(Optional.of(validity.renewed(now))));
            } catch (RuntimeException notNow) {
                LOG.debugf(notNow, "that an action is worth doing for longer is not stored");
            }
        });
    }

    /** Whether the action under way need not be tried again. */
    boolean abandoned(Line line) {
        lock.lock();
        try {
            return line.isAbandoned();
        } finally {
            lock.unlock();
        }
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
     * @return whether it waits; false when it need not be tried again
     */
    boolean setAside(Line line, Intent refused) {
        int superseded;
        lock.lock();
        try {
            if (line.isAbandoned()) {
                return false;
            }
            Line aside = open(Line.Key.ofCommand(refused));
            aside.noteRefusal(clock.instant());
            line.setAside(refused, aside);
            superseded = without(pointless.between(line, aside));
        } finally {
            lock.unlock();
        }
        figures.of(Deed.Kind.COMMAND).superseded(superseded);
        obsolete.tryRemove(Lane.of(refused));
        return true;
    }

    /**
     * The action under way has acted, and the device does not show it: it is looked at again in a line of its own, and all
     * others of the device go on.
     *
     * @return whether it is looked at; false when it need not be
     */
    boolean lookBeside(Line line, Intent acted) {
        lock.lock();
        try {
            boolean outlived = line.isAbandoned() || Pointless.isOutlived(acted, line);
            if (!outlived) {
                line.handOver(acted, open(Line.Key.ofLook(acted)));
            }
            return !outlived;
        } finally {
            lock.unlock();
        }
    }

    /**
     * This one has acted: what set the same before it, and was not confirmed, never will be, and must never act again. It is
     * obsolete, one under way too, and so leaves the store before this one does.
     */
    void overtake(Intent acted) {
        int superseded;
        lock.lock();
        try {
            superseded = without(pointless.byActing(acted));
        } finally {
            lock.unlock();
        }
        figures.of(Deed.Kind.COMMAND).superseded(superseded);
        obsolete.tryRemove(Lane.of(acted));
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

    private void tryToGiveUp(Intent intent, String reason) {
        figures.of(intent).failed();
        FailedAction failed = new FailedAction(intent, reason, 0, clock.instant());
        try {
            obsolete.remove(Lane.of(intent));
            listeners.fails(failed);
            store.giveUp(failed);
            listeners.failed(failed);
        } catch (RuntimeException notNow) {
            LOG.debugf(notNow, "action given up is still stored, and comes again after the next start");
        }
    }

    /** Stops; what is not done is stored and goes on after the next start. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}

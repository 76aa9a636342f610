package io.hearth.rules.action;

import io.hearth.runtime.bus.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The actions that wait for one device or other target, or those of one of its commands that were set aside, in order; the
 * first one may be under way. Guarded by the outbox's lock.
 */
final class Line {
    private final Key key;
    private final Condition changed;
    private final Backoff backoff;
    private final Deque<Intent> waiting = new ArrayDeque<>();
    private Optional<Intent> tried = Optional.empty();
    private boolean underWay;
    private boolean abandoned;
    private boolean troubled;
    private boolean hurried;
    /** Whether what stands in front must not be tried now. */
    private boolean passedOver;
    /** Whether nothing here may be tried now. */
    private boolean resting;

    /** When core-command last said not now. */
    private Instant refused = Instant.MIN;
    /** Before which all that waits is worth doing: not all of it is looked at before each attempt. */
    private Instant firstEnd = Instant.MAX;

    private long triedSince;

    /**
     * Which line it is.
     *
     * @param lane        for what, and for whom
     * @param command     the one command whose actions wait here; empty for the line of all that are not set aside
     * @param unconfirmed the one action that is looked at again here; empty for actions that are to be carried out
     */
    record Key(Lane lane, Optional<String> command, Optional<UUID> unconfirmed) {
        /** Where the actions of a device, or of another target, wait unless their command is set aside. */
        static Key ofLane(Intent intent) {
            return new Key(Lane.of(intent), Optional.empty(), Optional.empty());
        }

        /** Where an action waits when its command is set aside. */
        static Key ofCommand(Intent intent) {
            return new Key(Lane.of(intent), Optional.of(intent.command()), Optional.empty());
        }

        /** Where an action is looked at again that was carried out, and which the device does not show. */
        static Key ofLook(Intent intent) {
            return new Key(Lane.of(intent), Optional.of(intent.command()), Optional.of(intent.id()));
        }
    }

    Line(Key key, Condition changed, Backoff backoff) {
        this.key = key;
        this.changed = changed;
        this.backoff = backoff;
    }

    Key key() {
        return key;
    }

    /** Whether the others of its device need not wait for what waits here: it was refused for now, or has acted. */
    boolean isAside() {
        return key.command().isPresent();
    }

    /** Whether what waits here has acted and is only looked at. */
    boolean isLook() {
        return key.unconfirmed().isPresent();
    }

    int size() {
        return waiting.size();
    }

    Collection<Intent> waiting() {
        return Collections.unmodifiableCollection(waiting);
    }

    /** Signalled when what waits is no longer the same. */
    Condition changed() {
        return changed;
    }

    /** Adds one, behind all that wait here. */
    void add(Intent intent) {
        waiting.addLast(intent);
        Instant end = endOf(intent);
        firstEnd = end.isBefore(firstEnd) ? end : firstEnd;
        wake();
    }

    private void wake() {
        if (resting) {
            resting = false;
            changed.signalAll();
        }
    }

    /** Whether nothing here may be tried now, and nothing has come since that was found. */
    boolean isResting() {
        return resting;
    }

    /**
     * Takes out what need not be done any more. One under way cannot be called back, but will not be tried again.
     *
     * @param pointless is given each of them, the one under way too
     * @return how many wait here no more
     */
    int withdraw(Predicate<Intent> which, Consumer<Intent> pointless) {
        int taken = 0;
        boolean any = false;
        for (Iterator<Intent> each = waiting.iterator(); each.hasNext(); ) {
            Intent intent = each.next();
            if (which.test(intent)) {
                any = true;
                pointless.accept(intent);
                if (underWay && tried.filter(intent::equals).isPresent()) {
                    abandoned = true;
                } else {
                    each.remove();
                    taken++;
                }
            }
        }
        // Else each change of a rule would wake all that wait, for any device.
        if (any) {
            resting = false;
            changed.signalAll();
        }
        return taken;
    }

    /**
     * The attempt was refused for now: moves the action, with those of the same command behind it, to a line of their own.
     * The refusal counts there as its first failure.
     */
    void setAside(Intent refused, Line aside) {
        aside.tried = Optional.of(refused);
        aside.triedSince = triedSince;
        aside.troubled = true;
        underWay = false;
        tried = Optional.empty();
        for (Iterator<Intent> each = waiting.iterator(); each.hasNext(); ) {
            Intent intent = each.next();
            if (intent.command().equals(refused.command())) {
                each.remove();
                aside.add(intent);
            }
        }
    }

    /** The attempt acted, and is not confirmed: moves the action to a line of its own, where that is its first failure. */
    void handOver(Intent acted, Line look) {
        look.tried = Optional.of(acted);
        look.triedSince = triedSince;
        look.troubled = true;
        look.add(acted);
        underWay = false;
        tried = Optional.empty();
        waiting.remove(acted);
    }

    /**
     * What is not worth doing any more, or has to be worth doing for longer.
     *
     * @param over    does not wait any more
     * @param renewed waits on, with a time that has begun anew
     */
    record Aged(List<Intent> over, List<Intent> renewed) {
        private static final Aged NONE = new Aged(List.of(), List.of());
    }

    /**
     * Takes out what is not worth doing any more; what has acted and is only looked at is. While somebody says that it must not be
     * tried, the time of an action begins anew, unless its rule says it.
     */
    Aged age(Instant now, Predicate<Intent> silenced) {
        if (isLook() || !passedOver && now.isBefore(firstEnd)) {
            return Aged.NONE;
        }
        Aged aged = new Aged(new ArrayList<>(), new ArrayList<>());
        List<Intent> left = new ArrayList<>(waiting.size());
        for (Intent intent : waiting) {
            Optional<Validity> fading = intent.validity().filter(validity -> validity.isFading(now, refused));
            boolean isRenewed = fading.filter(Validity::renewable).isPresent() && silenced.test(intent);
            if (isRenewed) {
                Intent longer = intent.with(fading.map(validity -> validity.renewed(now)));
                aged.renewed.add(longer);
                left.add(longer);
            } else if (now.isBefore(endOf(intent))) {
                left.add(intent);
            } else {
                aged.over.add(intent);
            }
        }
        waiting.clear();
        firstEnd = Instant.MAX;
        left.forEach(this::add);
        return aged;
    }

    /** When one that waits here is not worth doing any more. */
    Instant endOf(Intent intent) {
        return isLook()
                ? Instant.MAX
                : intent.validity().map(validity -> validity.end(refused)).orElse(Instant.MAX);
    }

    /** core-command is there, and says not now. */
    void noteRefusal(Instant now) {
        refused = now;
    }

    /** The oldest one that is not under way, taken out to make room. */
    Optional<Intent> evictOldest() {
        return waiting.stream()
                .filter(intent -> !underWay || tried.filter(intent::equals).isEmpty())
                .findFirst()
                .map(oldest -> {
                    waiting.remove(oldest);
                    changed.signalAll();
                    return oldest;
                });
    }

    /**
     * The one to try now. Its failures are counted from none unless it is the one that was tried last.
     *
     * @param silenced which must not be tried now; those behind go first
     */
    Optional<Intent> begin(Predicate<Intent> silenced) {
        Optional<Intent> next = first(silenced);
        if (!next.equals(tried)) {
            backoff.reset();
            triedSince = System.nanoTime();
        }
        tried = next;
        underWay = next.isPresent();
        abandoned = false;
        hurried = false;
        passedOver = !next.equals(Optional.ofNullable(waiting.peekFirst()));
        resting = passedOver && next.isEmpty();
        return next;
    }

    /** The first one that may be tried now. What has acted is looked at, whoever says that it must not act. */
    Optional<Intent> first(Predicate<Intent> silenced) {
        return isLook()
                ? Optional.ofNullable(waiting.peekFirst())
                : waiting.stream().filter(silenced.negate()).findFirst();
    }

    /** It was not tried: it must not be for now. */
    void leave() {
        underWay = false;
    }

    /** The attempt is over and the action is neither to be tried again nor waiting any more. */
    void finish(Intent intent) {
        underWay = false;
        waiting.remove(intent);
    }

    /** The attempt failed and the action stays where it is; answers how long to wait, in ns. */
    long fail() {
        underWay = false;
        return backoff.next().toNanos();
    }

    /** The one that waits here is to be tried now. */
    void hurry() {
        hurried = true;
        changed.signalAll();
    }

    /** Whether it was asked for since it was tried last. */
    boolean isHurried() {
        return hurried;
    }

    /** For how long the one tried last is tried. */
    Duration triedFor() {
        return Duration.ofNanos(System.nanoTime() - triedSince);
    }

    /** Whether the one under way was superseded or withdrawn meanwhile. */
    boolean isAbandoned() {
        return abandoned;
    }

    /** The one tried last, or set aside. */
    Optional<Intent> tried() {
        return tried;
    }

    /** How often the one tried last has failed. */
    int failures() {
        return backoff.failures();
    }

    /** Notes whether the device obeys; answers whether that is news, so that an incident is logged once. */
    boolean noteTrouble(boolean now) {
        boolean news = troubled != now;
        troubled = now;
        return news;
    }
}

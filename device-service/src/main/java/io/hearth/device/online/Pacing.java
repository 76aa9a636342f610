package io.hearth.device.online;

import io.hearth.contracts.metadata.OperatingState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * When which state is told: each device's last wish only, so many in a second, DOWN not sooner than a while after the device's
 * state was told last and not before that has shown, and again after a longer while as long as it is not settled. A device that
 * flaps costs two tellings in that while, and all together never more than the rate. Times are those of {@link System#nanoTime()}, or a test's.
 */
final class Pacing {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double perNano;
    private final double most;
    private final long hold;
    private final long retry;
    private final Map<String, Wish> wishes = new HashMap<>();
    private final TreeSet<Wish> byDue =
            new TreeSet<>((a, b) -> a.due != b.due ? Long.compare(a.due, b.due) : Long.compare(a.number, b.number));
    /** When each device's state was told last, the one told longest ago first; only what is younger than the hold. */
    private final Map<String, Long> toldAt = new LinkedHashMap<>();

    private long numbers;
    private double allowance;
    private long allowedAt;

    private static final class Wish {
        private final String device;
        private final long number;
        private OperatingState state;
        /** What was told last and has not shown; null: nothing. */
        private OperatingState told;

        private long toldAt;
        private long due;

        private Wish(String device, long number) {
            this.device = device;
            this.number = number;
        }
    }

    /** What is to be told now. */
    record Due(String device, OperatingState state) {}

    Pacing(int perSecond, Duration hold, Duration retry, long now) {
        this.perNano = perSecond / NANOS_PER_SECOND;
        this.most = Math.max(1, perSecond);
        this.hold = hold.toNanos();
        this.retry = retry.toNanos();
        this.allowance = most;
        this.allowedAt = now;
    }

    /** This is wanted of a device, in place of what was. */
    synchronized void want(String device, OperatingState state, long now) {
        Wish wish = wishes.computeIfAbsent(device, name -> new Wish(name, numbers++));
        if (wish.state == state) {
            return;
        }
        byDue.remove(wish);
        wish.state = state;
        wish.due = due(wish, now);
        byDue.add(wish);
        notifyAll();
    }

    private long due(Wish wish, long now) {
        if (wish.state == wish.told) {
            // It is on its way, and what was wanted in between was not told.
            return wish.toldAt + retry;
        }
        if (wish.state == OperatingState.DOWN && wish.told != null) {
            // Which DOWN it is that shows would not be known, with an UP and perhaps another DOWN before it.
            return wish.toldAt + Math.max(hold, retry);
        }
        Long last = toldAt.get(wish.device);
        return last == null || wish.state != OperatingState.DOWN ? now : Math.max(now, last + hold);
    }

    /** Takes a wish back of which nothing was told since it was settled last; false when something was. */
    synchronized boolean withdraw(String device) {
        Wish wish = wishes.get(device);
        if (wish != null && wish.told != null) {
            return false;
        }
        settled(device);
        return true;
    }

    /** What was told last of a device has shown. */
    synchronized void shown(String device, long now) {
        Wish wish = wishes.get(device);
        if (wish != null && wish.told != null) {
            byDue.remove(wish);
            wish.told = null;
            wish.due = due(wish, now);
            byDue.add(wish);
            notifyAll();
        }
    }

    /** Nothing is wanted of a device any more. */
    synchronized void settled(String device) {
        Wish wish = wishes.remove(device);
        if (wish != null) {
            byDue.remove(wish);
        }
    }

    /** The next one to tell, if it may be told by now. */
    synchronized Optional<Due> next(long now) {
        allowance = Math.min(most, allowance + Math.max(0, now - allowedAt) * perNano);
        allowedAt = now;
        if (byDue.isEmpty() || byDue.first().due > now || allowance < 1) {
            return Optional.empty();
        }
        allowance--;
        Wish wish = byDue.pollFirst();
        wish.told = wish.state;
        wish.toldAt = now;
        wish.due = now + retry;
        byDue.add(wish);
        remember(wish.device, now);
        return Optional.of(new Due(wish.device, wish.state));
    }

    private void remember(String device, long now) {
        toldAt.remove(device);
        toldAt.put(device, now);
        Iterator<Long> oldest = toldAt.values().iterator();
        while (oldest.hasNext() && now - oldest.next() > hold) {
            oldest.remove();
        }
    }

    /** Waits until one may be told, or something else is wanted; at most so long, ns. */
    synchronized void await(long now, long longest) throws InterruptedException {
        long pause = longest;
        if (!byDue.isEmpty()) {
            long forAllowance = allowance >= 1 ? 0 : (long) Math.ceil((1 - allowance) / perNano);
            pause = Math.min(pause, Math.max(byDue.first().due - now, forAllowance));
        }
        if (pause > 0) {
            wait(pause / 1_000_000, (int) (pause % 1_000_000));
        }
    }

    /** How many devices something is wanted of. */
    synchronized int size() {
        return wishes.size();
    }
}

package io.hearth.device.online;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which devices nothing was heard of for too long. A message costs writing down its time; a device is looked at only when it would
 * be due, and put back if it was heard of meanwhile. Time does not pass while nobody listens, nor before the service was started.
 * All times are those of {@link System#nanoTime()}, or a test's.
 */
final class Silence {
    private final Map<String, Watch> watches = new ConcurrentHashMap<>();
    private final TreeSet<Watch> byDue =
            new TreeSet<>((a, b) -> a.due != b.due ? Long.compare(a.due, b.due) : a.name.compareTo(b.name));
    /** Nobody listened before. */
    private long listeningSince = Long.MIN_VALUE;

    private static final class Watch {
        private final String name;
        private final long limit;
        private volatile long heard;
        private volatile boolean silent;
        private long due;

        private Watch(String name, long limit, long now) {
            this.name = name;
            this.limit = limit;
            this.heard = now;
            this.due = now + limit;
        }
    }

    /**
     * From now on these, and no others, are watched. The clock of a new one, or of one with another limit, starts now.
     *
     * @param limits how long nothing may come of each, ns
     */
    synchronized void watch(Map<String, Long> limits, long now) {
        watches.values().removeIf(watch -> {
            boolean gone = !limits.containsKey(watch.name) || limits.get(watch.name) != watch.limit;
            if (gone) {
                byDue.remove(watch);
            }
            return gone;
        });
        limits.forEach((name, limit) -> watches.computeIfAbsent(name, added -> {
            Watch watch = new Watch(name, limit, now);
            byDue.add(watch);
            return watch;
        }));
    }

    /** Something came of a device, or its clock is to start anew. */
    void heard(String device, long now) {
        Watch watch = watches.get(device);
        if (watch != null) {
            watch.heard = now;
            if (watch.silent) {
                again(watch, now);
            }
        }
    }

    private synchronized void again(Watch watch, long now) {
        if (watch.silent && watches.get(watch.name) == watch) {
            watch.silent = false;
            watch.due = now + watch.limit;
            byDue.add(watch);
        }
    }

    /** Nobody listens now: nothing can be heard of any device. */
    synchronized void deaf(long now) {
        listeningSince = now;
    }

    /** Those that have become silent by now, each once until it is heard of again; at most so many are looked at. */
    synchronized List<String> fallenSilent(long now, int most) {
        List<String> silent = new ArrayList<>();
        for (int i = 0; i < most && !byDue.isEmpty() && byDue.first().due <= now; i++) {
            Watch watch = byDue.pollFirst();
            // First said, then looked: a message that comes in between sees it, or is seen.
            watch.silent = true;
            long due = Math.max(watch.heard, listeningSince) + watch.limit;
            if (due > now) {
                watch.silent = false;
                watch.due = due;
                byDue.add(watch);
            } else {
                silent.add(watch.name);
            }
        }
        return silent;
    }

    /** Whether it has fallen silent and was not heard of again. */
    boolean isSilent(String device) {
        Watch watch = watches.get(device);
        return watch != null && watch.silent;
    }
}

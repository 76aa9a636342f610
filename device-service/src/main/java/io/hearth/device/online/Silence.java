package io.hearth.device.online;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which devices nothing was heard of for too long. A message costs writing down its time; a device is looked at only when it would
 * be due, and put back if it was heard of meanwhile. A device's time does not pass while nobody listens at its broker, nor before
 * the service was started.
 * All times are those of {@link System#nanoTime()}, or a test's.
 */
final class Silence {
    private final Map<String, Watch> watches = new ConcurrentHashMap<>();
    private final TreeSet<Watch> byDue =
            new TreeSet<>((a, b) -> a.due != b.due ? Long.compare(a.due, b.due) : a.name.compareTo(b.name));
    /** Of each broker, since when it is listened to. */
    private final Map<String, Long> listeningSince = new HashMap<>();

    /**
     * When a device is silent.
     *
     * @param limit  how long nothing may come of it, ns
     * @param broker where it is heard
     */
    record Rule(long limit, String broker) {}

    private static final class Watch {
        private final String name;
        private final Rule rule;
        private volatile long heard;
        private volatile boolean silent;
        private long due;

        private Watch(String name, Rule rule, long now) {
            this.name = name;
            this.rule = rule;
            this.heard = now;
            this.due = now + rule.limit();
        }
    }

    /**
     * From now on these, and no others, are watched. The clock of a new one, or of one with another rule, starts now.
     *
     * @param rules by the devices' names
     */
    synchronized void watch(Map<String, Rule> rules, long now) {
        Set<String> brokers = rules.values().stream().map(Rule::broker).collect(Collectors.toSet());
        listeningSince.keySet().retainAll(brokers);
        brokers.forEach(broker -> listeningSince.putIfAbsent(broker, Long.MIN_VALUE));
        watches.values().removeIf(watch -> {
            boolean gone = !watch.rule.equals(rules.get(watch.name));
            if (gone) {
                byDue.remove(watch);
            }
            return gone;
        });
        rules.forEach((name, rule) -> watches.computeIfAbsent(name, added -> {
            Watch watch = new Watch(name, rule, now);
            byDue.add(watch);
            return watch;
        }));
    }

    /** Whether any device is watched. */
    boolean isWatching() {
        return !watches.isEmpty();
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
            watch.due = now + watch.rule.limit();
            byDue.add(watch);
        }
    }

    /** Nobody listens now at these brokers: nothing can be heard of their devices. */
    synchronized void deaf(Predicate<String> brokers, long now) {
        listeningSince.replaceAll((broker, since) -> brokers.test(broker) ? now : since);
    }

    /** Those that have become silent by now, each once until it is heard of again; at most so many are looked at. */
    synchronized List<String> fallenSilent(long now, int most) {
        List<String> silent = new ArrayList<>();
        for (int i = 0; i < most && !byDue.isEmpty() && byDue.first().due <= now; i++) {
            Watch watch = byDue.pollFirst();
            // First said, then looked: a message that comes in between sees it, or is seen.
            watch.silent = true;
            long listened = listeningSince.get(watch.rule.broker());
            long due = Math.max(watch.heard, listened) + watch.rule.limit();
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

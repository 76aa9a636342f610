package io.hearth.device.discovery;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Names that core-metadata has for something else: asking again at once would be in vain. A bounded number is remembered. */
final class TakenNames {
    private static final long AN_HOUR = TimeUnit.HOURS.toNanos(1);

    private final int most;
    private final Map<String, Long> since = new LinkedHashMap<>();

    TakenNames(int most) {
        this.most = most;
    }

    synchronized void add(String name, long now) {
        since.remove(name);
        since.put(name, now);
        if (since.size() > most) {
            since.remove(since.keySet().iterator().next());
        }
    }

    /** Whether it was taken less than an hour ago. */
    synchronized boolean recently(String name, long now) {
        Long then = since.get(name);
        return then != null && now - then < AN_HOUR;
    }
}

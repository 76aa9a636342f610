package io.hearth.device.intake;

import io.hearth.runtime.bus.Backoff;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Filters that a broker does not take, why, and when each is tried again. Guarded by its owner's lock. */
final class Refusals {
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);
    /** So that the reason stays readable where hundreds are refused. */
    private static final int TOLD = 5;

    private final Map<String, Refusal> byFilter = new TreeMap<>();

    private record Refusal(String reason, Backoff backoff, long notBefore) {}

    /** One more attempt was refused, {@code now} as {@link System#nanoTime}; whether that, or the reason, is news. */
    boolean add(String filter, String reason, long now) {
        Refusal before = byFilter.get(filter);
        Backoff backoff = before == null ? new Backoff(FIRST_RETRY, LONGEST_RETRY) : before.backoff();
        byFilter.put(filter, new Refusal(reason, backoff, now + backoff.next().toNanos()));
        return before == null || !before.reason().equals(reason);
    }

    /** It was taken; whether it was refused before. */
    boolean taken(String filter) {
        return byFilter.remove(filter) != null;
    }

    /** Of these alone it is still wanted to know. */
    void retain(Collection<String> wanted) {
        byFilter.keySet().retainAll(wanted);
    }

    /** A new connection may be to another broker, or with other rights: each is tried at once. */
    void again(long now) {
        byFilter.replaceAll((filter, before) -> new Refusal(before.reason(), before.backoff(), now));
    }

    /** What is not to be tried yet. */
    Set<String> waiting(long now) {
        return byFilter.entrySet().stream()
                .filter(entry -> entry.getValue().notBefore() - now > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** In how many ns one of those that wait is to be tried; {@link Long#MAX_VALUE}: none waits. */
    long untilNext(long now) {
        return byFilter.values().stream()
                .mapToLong(refusal -> refusal.notBefore() - now)
                .filter(left -> left > 0)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Those of these filters, with the reasons; empty when none of them is refused. */
    String told(Set<String> filters) {
        Map<String, String> refused = new TreeMap<>();
        byFilter.forEach((filter, refusal) -> {
            if (filters.contains(filter)) {
                refused.put(filter, refusal.reason());
            }
        });
        String some = refused.entrySet().stream()
                .limit(TOLD)
                .map(entry -> "'" + entry.getKey() + "' (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
        return refused.size() > TOLD ? some + " and " + (refused.size() - TOLD) + " more" : some;
    }
}

package io.hearth.device.intake;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What of all filters a broker has room for. One more than it allows may make it end the connection, again and again.
 *
 * @param fitting  what is subscribed to
 * @param leftOver what is not
 */
record Fitting(Set<String> fitting, Set<String> leftOver) {
    static final Fitting NOTHING = new Fitting(Set.of(), Set.of());
    /** So that the reason stays readable where hundreds are left over. */
    private static final int TOLD = 5;

    /** First what is taken in any case, then what fitted before, so that a newcomer takes nobody's place, then the others. */
    Fitting next(Collection<String> taken, Set<String> all, int most) {
        List<String> order = Stream.of(taken.stream(), fitting.stream(), all.stream())
                .flatMap(Stream::sorted)
                .filter(all::contains)
                .distinct()
                .toList();
        int room = Math.min(most, order.size());
        return new Fitting(Set.copyOf(order.subList(0, room)), new TreeSet<>(order.subList(room, order.size())));
    }

    /** Why not all are; empty when they are. */
    String trouble(BrokerSettings settings) {
        if (leftOver.isEmpty()) {
            return "";
        }
        List<String> told = leftOver.stream().limit(TOLD).toList();
        String more = leftOver.size() > TOLD ? " and " + (leftOver.size() - TOLD) + " more" : "";
        return settings.title() + " (" + settings.limits().name() + ") would have "
                + (fitting.size() + leftOver.size()) + " subscriptions, allowed are "
                + settings.limits().maxSubscriptions() + ": no room for " + told + more;
    }
}

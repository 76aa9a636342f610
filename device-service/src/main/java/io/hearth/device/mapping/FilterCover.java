package io.hearth.device.mapping;

import io.hearth.contracts.bus.TopicFilter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Topic filters of which no two match the same topic, and which together match at least what was asked for. A broker may
 * deliver a message once per matching subscription (MQTT 5, 3.3.4), and some do; with disjoint filters it comes once.
 */
final class FilterCover {
    private static final String ANY = "+";
    private static final String REST = "#";

    private FilterCover() {}

    /** The disjoint cover, sorted. Two filters that overlap without one covering the other are widened to their join. */
    static Set<String> of(Collection<String> filters) {
        FilterTree disjoint = new FilterTree();
        Set<String> cover = new TreeSet<>();
        Set<String> exact = new LinkedHashSet<>();
        for (String filter : new LinkedHashSet<>(filters)) {
            if (isWild(filter)) {
                insert(disjoint, filter.split("/", -1), cover);
            } else {
                exact.add(filter);
            }
        }
        for (String topic : exact) {
            if (disjoint.overlapping(topic.split("/", -1)).isEmpty()) {
                cover.add(topic);
            }
        }
        return cover;
    }

    /**
     * What to subscribe to in all: what is taken as it is, and of a cover what it does not match already. Where the two overlap, some
     * brokers deliver twice what both match.
     */
    static Set<String> beside(Set<String> taken, Set<String> cover) {
        List<TopicFilter> wider = taken.stream().map(TopicFilter::of).toList();
        Set<String> all = new TreeSet<>(taken);
        cover.stream()
                .filter(filter -> filter.endsWith(REST) || wider.stream().noneMatch(taking -> taking.matches(filter)))
                .forEach(all::add);
        return all;
    }

    private static boolean isWild(String filter) {
        return filter.indexOf('+') >= 0 || filter.indexOf('#') >= 0;
    }

    /** Adds a filter; whatever it overlaps is taken out and joined with it, which may overlap others in turn. */
    private static void insert(FilterTree disjoint, String[] added, Set<String> cover) {
        String[] joined = added;
        Optional<String[]> overlapped = disjoint.overlapping(joined);
        while (overlapped.isPresent()) {
            disjoint.remove(overlapped.get());
            cover.remove(String.join("/", overlapped.get()));
            joined = join(overlapped.get(), joined);
            overlapped = disjoint.overlapping(joined);
        }
        disjoint.add(joined);
        cover.add(String.join("/", joined));
    }

    /** The narrowest filter that matches all that either matches; both overlap. */
    private static String[] join(String[] a, String[] b) {
        List<String> levels = new ArrayList<>();
        for (int i = 0; i < a.length || i < b.length; i++) {
            if (i >= a.length || i >= b.length || a[i].equals(REST) || b[i].equals(REST)) {
                levels.add(REST);
                break;
            }
            levels.add(a[i].equals(b[i]) ? a[i] : ANY);
        }
        return levels.toArray(String[]::new);
    }
}

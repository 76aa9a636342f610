package io.hearth.device.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
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
        List<String[]> wild = new ArrayList<>();
        Set<String> exact = new LinkedHashSet<>();
        for (String filter : new LinkedHashSet<>(filters)) {
            if (isWild(filter)) {
                insert(wild, filter.split("/", -1));
            } else {
                exact.add(filter);
            }
        }
        Set<String> cover = new TreeSet<>();
        wild.forEach(levels -> cover.add(String.join("/", levels)));
        for (String topic : exact) {
            String[] levels = topic.split("/", -1);
            if (wild.stream().noneMatch(filter -> overlap(filter, levels))) {
                cover.add(topic);
            }
        }
        return cover;
    }

    private static boolean isWild(String filter) {
        return filter.indexOf('+') >= 0 || filter.indexOf('#') >= 0;
    }

    /** Adds a filter; whatever it overlaps is taken out and joined with it, which may overlap others in turn. */
    private static void insert(List<String[]> disjoint, String[] added) {
        String[] joined = added;
        boolean grown = true;
        while (grown) {
            grown = false;
            for (int i = 0; i < disjoint.size(); i++) {
                if (overlap(disjoint.get(i), joined)) {
                    joined = join(disjoint.remove(i), joined);
                    grown = true;
                    break;
                }
            }
        }
        disjoint.add(joined);
    }

    /** Whether some topic matches both. */
    static boolean overlap(String[] a, String[] b) {
        int i = 0;
        while (i < a.length && i < b.length) {
            if (a[i].equals(REST) || b[i].equals(REST)) {
                return true;
            }
            if (!a[i].equals(b[i]) && !a[i].equals(ANY) && !b[i].equals(ANY)) {
                return false;
            }
            i++;
        }
        // "a/#" also matches "a" itself (MQTT 4.7.1.2).
        return a.length == b.length
                || (a.length == i + 1 && a[i].equals(REST))
                || (b.length == i + 1 && b[i].equals(REST));
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

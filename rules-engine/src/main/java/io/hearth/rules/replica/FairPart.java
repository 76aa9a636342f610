package io.hearth.rules.replica;

import java.util.Comparator;
import java.util.List;

/** How many shares of the devices each of several replicas looks after. */
final class FairPart {
    private static final Comparator<Present> LONGEST_HERE =
            Comparator.comparingLong(Present::since).thenComparing(Present::run);

    private FairPart() {}

    /**
     * As many as all others, give or take one; those that are here longest have the one more, so that who comes takes no more
     * than it must. All replicas that know of the same ones come to the same.
     */
    static int of(String run, List<Present> present, int shares) {
        List<String> inOrder =
                present.stream().sorted(LONGEST_HERE).map(Present::run).toList();
        int place = inOrder.indexOf(run);
        if (place < 0) {
            return 0;
        }
        return shares / inOrder.size() + (place < shares % inOrder.size() ? 1 : 0);
    }
}

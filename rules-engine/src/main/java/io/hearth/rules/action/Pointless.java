package io.hearth.rules.action;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds what newer decisions and acts make pointless, and takes it out of its lines. Commands only: a message or a notice that was
 * decided is told. Each method answers how many do not wait any more; one under way does, but is not tried again. Guarded by the
 * outbox's lock.
 */
final class Pointless {
    private final Lines lines;
    private final Obsolete obsolete;

    Pointless(Lines lines, Obsolete obsolete) {
        this.lines = lines;
        this.obsolete = obsolete;
    }

    /**
     * What a new action, which is about to wait in this line, makes pointless. Between two lines there is no order: what waits in
     * another one could come after what its rule has decided since.
     */
    int by(Intent intent, Line line) {
        if (!intent.isCommand()) {
            return 0;
        }
        int superseded =
                takeOut(List.of(line), intent::supersedes) + takeOut(lines.beside(Lane.of(intent)), intent::outlives);
        return line.isAside() ? superseded + takeOut(ownLineOf(intent), intent::outlives) : superseded;
    }

    /** What is pointless in either line, as its rule has decided something since that waits in the other. */
    int between(Line line, Line aside) {
        return takeOut(List.of(aside), older -> isOutlived(older, line))
                + takeOut(List.of(line), older -> isOutlived(older, aside));
    }

    /** What set the same before, and is only looked at. */
    int byActing(Intent acted) {
        List<Line> looks =
                lines.beside(Lane.of(acted)).stream().filter(Line::isLook).toList();
        return takeOut(looks, older -> older.order() < acted.order() && acted.touchesWhat(older));
    }

    int takeOut(Collection<Line> from, Predicate<Intent> which) {
        return from.stream()
                .mapToInt(line -> line.withdraw(which, obsolete::add))
                .sum();
    }

    static boolean isOutlived(Intent older, Line by) {
        return by.waiting().stream().anyMatch(newer -> newer.outlives(older));
    }

    private List<Line> ownLineOf(Intent intent) {
        return lines.of(Line.Key.ofLane(intent)).stream().toList();
    }
}

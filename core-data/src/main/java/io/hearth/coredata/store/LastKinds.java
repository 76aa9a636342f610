package io.hearth.coredata.store;

import io.hearth.contracts.event.Event;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The kind of event that came last from each source: the next one is mostly of the same. Devices of a profile share it. */
final class LastKinds {
    private final Map<Source, EventKind> last = new ConcurrentHashMap<>();
    private final int most;
    private final int mostOctets;

    /**
     * None yet.
     *
     * @param most       how many sources are remembered; past it all are forgotten and found anew
     * @param mostOctets the largest definition that is remembered
     */
    LastKinds(int most, int mostOctets) {
        this.most = most;
        this.mostOctets = mostOctets;
    }

    private record Source(String profile, String name) {}

    EventKind of(Event event) {
        Source source = new Source(event.profileName(), event.sourceName());
        EventKind before = last.get(source);
        if (before != null && before.shape().isOf(event)) {
            return before;
        }
        EventKind kind = EventKind.of(event);
        if (kind.definition().length <= mostOctets) {
            if (last.size() >= most) {
                last.clear();
            }
            last.put(source, kind);
        }
        return kind;
    }
}

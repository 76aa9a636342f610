package io.hearth.box.broker;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.paging.PagingStore;
import org.apache.activemq.artemis.core.server.ActiveMQServer;

/**
 * What Artemis keeps for each address that something was ever published on: who it is for, and how much of it waits. It makes that
 * anew when it needs it, and never forgets it, which is too much where addresses have the ids of clients. Here the one used longest ago
 * is forgotten, unless something waits on it or somebody has subscribed to it by name. Not for several threads.
 */
final class ToldAddresses {
    /** One telling forgets at most so many: it must not take long. */
    private static final int AT_ONCE = 4;

    private final ActiveMQServer server;
    private final int most;
    private final Set<SimpleString> used = new LinkedHashSet<>();

    /** None yet; {@code most}: how many are kept, and those besides on which something waits. */
    ToldAddresses(ActiveMQServer server, int most) {
        this.server = server;
        this.most = most;
    }

    /** Something was published there. */
    void used(SimpleString address) throws Exception {
        used.remove(address);
        used.add(address);
        if (used.size() <= most) {
            return;
        }
        Iterator<SimpleString> oldest = used.iterator();
        List<SimpleString> first = Stream.generate(oldest::next)
                .limit(Math.min(AT_ONCE, used.size() - most))
                .toList();
        for (SimpleString old : first) {
            used.remove(old);
            if (!isForgotten(old)) {
                used.add(old);
            }
        }
    }

    private boolean isForgotten(SimpleString address) throws Exception {
        if (server.getPostOffice().getAddressInfo(address) != null) {
            return false;
        }
        PagingStore waits = server.getPagingManager().getPageStore(address);
        if (waits.getAddressSize() > 0 || waits.isPaging()) {
            return false;
        }
        server.getPostOffice().removeAddressInfo(address);
        server.getPagingManager().deletePageStore(address);
        return true;
    }
}

package io.hearth.rules.replica;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;

/** Whether replicas can be reached at the URLs that they give the others. */
final class Reach {
    private static final String LOCALHOST = "localhost";

    private Reach() {}

    /** Whether a replica says that it answers at a loopback address, while another one is on a machine of its own. */
    static boolean isCutOff(Present me, List<Present> present) {
        return isLoopback(me.url())
                && present.stream()
                        .filter(other -> !other.run().equals(me.run()))
                        .anyMatch(other -> !isLoopback(other.url()));
    }

    /** By what is written there: a name other than localhost is not looked up. */
    private static boolean isLoopback(String url) {
        try {
            String host = URI.create(url).getHost();
            return host != null
                    && (host.equalsIgnoreCase(LOCALHOST)
                            || InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", ""))
                                    .isLoopbackAddress());
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }
}

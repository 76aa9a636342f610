package io.hearth.rules.action.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks up the addresses of a host. */
@FunctionalInterface
public interface Resolver {
    /** As the system does. */
    Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /** The addresses of a name, in the order in which they are to be tried. May block. */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}

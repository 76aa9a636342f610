package io.hearth.rules;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where this replica answers the others. */
@Singleton
class OwnUrl {
    private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::", "");

    private final RulesConfig config;
    private final String host;
    private final int port;

    OwnUrl(
            RulesConfig config,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        this.config = config;
        this.host = host;
        this.port = port;
    }

    /** As it is set; else the address that the port is open at, or this machine's when it is open at all of them. */
    String text() {
        return config.replica()
                .url()
                .filter(url -> !url.isBlank())
                .orElseGet(() -> "http://" + inUrl(address()) + ":" + port);
    }

    /** An address of IPv6 in brackets (RFC 3986, 3.2.2). */
    static String inUrl(String address) {
        return address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
    }

    private String address() {
        if (!ANY_ADDRESS.contains(host)) {
            return host;
        }
        try {
            return InetAddress.getLocalHost().getHostAddress();
        } catch (UnknownHostException unnamed) {
            return InetAddress.getLoopbackAddress().getHostAddress();
        }
    }
}

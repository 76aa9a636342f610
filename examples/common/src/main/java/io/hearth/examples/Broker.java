package io.hearth.examples;

import java.util.Optional;

/**
 * Where the broker listens, and how it is spoken to.
 *
 * @param host name or address, not blank
 * @param port 1 to 65535
 * @param certificates with which it is spoken to over TLS; without TLS when empty
 */
public record Broker(String host, int port, Optional<Certificates> certificates) {
    /** MQTT's own port, when none is named. */
    public static final int DEFAULT_PORT = 1883;

    public Broker {
        if (host.isBlank() || port < 1 || port > 65535) {
            throw new IllegalArgumentException("broker '" + host + ":" + port + "' is not HOST:PORT, port 1 to 65535");
        }
    }

    /** Without TLS. */
    public Broker(String host, int port) {
        this(host, port, Optional.empty());
    }

    /** The same over TLS, with the certificate of the device that speaks. */
    public Broker with(Certificates own) {
        return new Broker(host, port, Optional.of(own));
    }

    /** Reads {@code HOST}, {@code HOST:PORT} or {@code [IPv6]:PORT}; anything else is an IllegalArgumentException. */
    public static Broker of(String text) {
        int colon = text.lastIndexOf(':');
        boolean bare = colon < 0 || text.endsWith("]");
        String host = bare ? text : text.substring(0, colon);
        try {
            int port = bare ? DEFAULT_PORT : Integer.parseInt(text.substring(colon + 1));
            return new Broker(host.replaceAll("^\\[|]$", ""), port);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("broker '" + text + "' is not HOST:PORT");
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}

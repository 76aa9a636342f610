package io.hearth.box;

/**
 * Where a server is, written {@code HOST:PORT}.
 *
 * @param host a name or an address; an IPv6 address in brackets when written
 * @param port 1 to 65535
 */
public record Server(String host, int port) {
    public Server {
        if (host.isBlank()) {
            throw new IllegalArgumentException("no host before the port " + port);
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not within 1 to 65535");
        }
    }

    /**
     * Reads {@code HOST:PORT}.
     *
     * @throws IllegalArgumentException naming the text and what is allowed
     */
    public static Server of(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("'" + text + "' is not HOST:PORT");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            throw new IllegalArgumentException("'" + text + "' is not HOST:PORT: put the IPv6 address into brackets");
        }
        return new Server(host, Integer.parseInt(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}

package io.hearth.rules.action.webhook;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host that requests may go to.
 *
 * @param name the host's name; all below it when {@code below}
 * @param port {@code *}, a number, or "" for the scheme's usual port
 */
record AllowedHost(String name, boolean below, String port) {
    private static final Pattern ENTRY =
            Pattern.compile("(\\*\\.)?(\\[[0-9a-f:.]+\\]|[^:*/@\\s]+)(?::(\\*|\\d{1,5}))?");
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /**
     * Reads an entry of the setting.
     *
     * @throws IllegalArgumentException when it is none
     */
    static AllowedHost of(String entry) {
        Matcher parts = ENTRY.matcher(entry.trim().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'" + entry
                            + "' is no host, allowed is one as hooks.example.com, hooks.example.com:8443, hooks.example.com:* or *.example.com");
        }
        return new AllowedHost(parts.group(2), parts.group(1) != null, parts.group(3) == null ? "" : parts.group(3));
    }

    boolean allows(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        boolean isHost = below ? host.endsWith("." + name) : host.equals(name);
        return isHost && allowsPort(url);
    }

    private boolean allowsPort(URI url) {
        int asked = portOf(url);
        return switch (port) {
            case "*" -> true;
            case "" -> asked == usual(url);
            default -> asked == Integer.parseInt(port);
        };
    }

    static int portOf(URI url) {
        return url.getPort() < 0 ? usual(url) : url.getPort();
    }

    private static int usual(URI url) {
        return url.getScheme().equalsIgnoreCase("http") ? HTTP : HTTPS;
    }
}

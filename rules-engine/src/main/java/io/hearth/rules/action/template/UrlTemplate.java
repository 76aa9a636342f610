package io.hearth.rules.action.template;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * A URL with placeholders in its path and query. What fills them is percent-encoded, so that it stays within its place.
 *
 * @param template the text
 * @param fixed    the URL with the placeholders standing for a letter
 */
public record UrlTemplate(Template template, URI fixed) {
    private static final Set<String> STEPS = Set.of(".", "..");

    /**
     * Reads a URL.
     *
     * @throws InvalidTemplate when it is none, or has a placeholder in front of its path
     */
    public static UrlTemplate of(String url) {
        Template template = Template.of(url);
        URI fixed = uri(standing(template, "x"));
        if (fixed.getScheme() == null || fixed.getHost() == null || fixed.getRawUserInfo() != null) {
            throw new InvalidTemplate(
                    "is no URL of a host; allowed is one as https://host/path, without user and password");
        }
        // With another filling the scheme and the host must be the same, or a value could choose them.
        URI other = uri(standing(template, "y"));
        if (!fixed.getScheme().equals(other.getScheme())
                || !fixed.getRawAuthority().equals(other.getRawAuthority())) {
            throw new InvalidTemplate(
                    "has a placeholder in its scheme or host; allowed are placeholders in path and query");
        }
        if (fixed.getRawFragment() != null || hasSteps(fixed)) {
            throw new InvalidTemplate("has a fragment, or . or .. as a segment of its path; allowed is a URL without");
        }
        return new UrlTemplate(template, fixed);
    }

    private static String standing(Template template, String filler) {
        StringBuilder url = new StringBuilder();
        template.parts().forEach(part -> url.append(part instanceof Part.Literal(String text) ? text : filler));
        return url.toString();
    }

    private static URI uri(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException none) {
            throw new InvalidTemplate("is no URL: " + none.getReason() + " at character " + (none.getIndex() + 1));
        }
    }

    /** The host, in lower case. */
    public String host() {
        return fixed.getHost().toLowerCase(Locale.ROOT);
    }

    /**
     * The URL with its placeholders filled.
     *
     * @throws Unfit when a value would make another path of it
     */
    public String filled(Values values) {
        String url = template.text(values, UrlTemplate::encoded);
        if (hasSteps(URI.create(url))) {
            throw new Unfit("a value makes a segment of the URL's path . or .., which is another path");
        }
        return url;
    }

    private static boolean hasSteps(URI url) {
        return Arrays.stream(url.getPath().split("/", -1)).anyMatch(STEPS::contains);
    }

    /** All but the unreserved characters of RFC 3986, 2.3. */
    private static String encoded(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean isPlain =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~".indexOf(c) >= 0;
            if (isPlain) {
                encoded.append(c);
            } else {
                encoded.append('%').append(String.format("%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}

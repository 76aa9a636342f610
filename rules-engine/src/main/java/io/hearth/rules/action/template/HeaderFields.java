package io.hearth.rules.action.template;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The header fields that a rule's HTTP request may carry. Their values may be secrets: no message shows one. */
public final class HeaderFields {
    /** RFC 9110, 5.6.2. */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}");
    /** RFC 9110, 5.5: visible ASCII, space and tab. */
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");
    /** What the request itself says. */
    private static final Set<String> OURS = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "upgrade",
            "te",
            "trailer",
            "expect",
            "proxy-authorization",
            "proxy-connection",
            "idempotency-key");

    private HeaderFields() {}

    /**
     * Checks header fields as they are written in a rule.
     *
     * @param path where they are in the document, for the message
     * @throws InvalidTemplate with field and what is allowed
     */
    public static void check(String path, Map<String, String> headers) {
        headers.forEach((name, value) -> {
            if (!NAME.matcher(name).matches() || OURS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new InvalidTemplate("field " + path + " has the name " + name
                        + ", allowed is the name of a header field other than " + String.join(", ", OURS));
            }
            String field = path + "." + name;
            if (!VALUE.matcher(value).matches()) {
                throw new InvalidTemplate(
                        "field " + field + " has characters that a header cannot carry, allowed is printable ASCII");
            }
            Template.check(field, value);
        });
    }

    /**
     * A header value with its placeholders filled; it stays one line.
     *
     * @throws Unfit when a value cannot stand in a header
     */
    public static String filled(String name, String value, Values values) {
        return Template.of(value).text(values, text -> {
            if (!VALUE.matcher(text).matches()) {
                throw new Unfit("a value in the header " + name
                        + " has characters that a header cannot carry, allowed is" + " printable ASCII");
            }
            return text;
        });
    }
}

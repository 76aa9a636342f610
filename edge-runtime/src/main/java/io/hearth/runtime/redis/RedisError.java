package io.hearth.runtime.redis;

import java.util.List;
import java.util.regex.Pattern;

/** Redis answered a command with an error that repeating it will not mend. */
public class RedisError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Errors that pass: Redis is loading its file, full, cannot write, not the master. And those that an operator mends: no
     * password, or another one, is wanted, or our user may not do that.
     */
    private static final List<String> TEMPORARY = List.of(
            "LOADING",
            "MISCONF",
            "OOM",
            "READONLY",
            "MASTERDOWN",
            "CLUSTERDOWN",
            "TRYAGAIN",
            "BUSY",
            "NOAUTH",
            "WRONGPASS",
            "NOPERM");

    /** How Redis begins every error. Anything else is the client's own: the connection broke, nothing is known. */
    private static final Pattern SAID_BY_REDIS = Pattern.compile("^[A-Z]+ ");

    /** With Redis' own message, which begins with the error's code. */
    public RedisError(String message, Throwable cause) {
        super(message, cause);
    }

    /** The error's code, e.g. {@code NOSCRIPT} or {@code ERR}. */
    public String code() {
        String message = getMessage() == null ? "" : getMessage();
        int space = message.indexOf(' ');
        return space < 0 ? message : message.substring(0, space);
    }

    static boolean isTemporary(String message) {
        if (message == null || !SAID_BY_REDIS.matcher(message).lookingAt()) {
            return true;
        }
        // A script's errors come wrapped, with the cause's code inside the text.
        return TEMPORARY.stream().anyMatch(code -> message.startsWith(code) || message.contains("-" + code + " "));
    }
}

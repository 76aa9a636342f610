package io.hearth.contracts.bus;

import java.nio.charset.StandardCharsets;

/**
 * What is subscribed to (MQTT 4.7): {@code +} stands for one level, {@code #} at the end for what is left, also nothing. A
 * filter that begins with a wildcard does not match topics that begin with {@code $}.
 */
public record TopicFilter(String text) {
    private static final int LONGEST = 65_535;

    public TopicFilter {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a topic filter must not be empty");
        }
        if (text.indexOf('\0') >= 0 || text.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw new IllegalArgumentException("a topic filter has no NUL and at most " + LONGEST + " bytes");
        }
        String[] levels = text.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            String level = levels[i];
            boolean wildcard = level.indexOf('+') >= 0 || level.indexOf('#') >= 0;
            if (wildcard && level.length() > 1) {
                throw new IllegalArgumentException("topic filter '" + text + "': a wildcard stands alone in its level");
            }
            if (level.equals("#") && i < levels.length - 1) {
                throw new IllegalArgumentException("topic filter '" + text + "': # is the last level");
            }
        }
    }

    /** The filter of this text; {@link IllegalArgumentException} says why it is none. */
    public static TopicFilter of(String text) {
        return new TopicFilter(text);
    }

    /** Whether a message published to this topic is delivered to a subscription of this filter. */
    public boolean matches(String topic) {
        if (topic.startsWith("$") && (text.startsWith("+") || text.startsWith("#"))) {
            return false;
        }
        int f = 0;
        int t = 0;
        while (true) {
            int filterEnd = end(text, f);
            if (filterEnd - f == 1 && text.charAt(f) == '#') {
                return true;
            }
            int topicEnd = end(topic, t);
            boolean one = filterEnd - f == 1 && text.charAt(f) == '+';
            if (!one && (filterEnd - f != topicEnd - t || !text.regionMatches(f, topic, t, topicEnd - t))) {
                return false;
            }
            if (topicEnd == topic.length()) {
                // "a/#" matches "a" too.
                return filterEnd == text.length()
                        || text.length() == filterEnd + 2 && text.charAt(filterEnd + 1) == '#';
            }
            if (filterEnd == text.length()) {
                return false;
            }
            f = filterEnd + 1;
            t = topicEnd + 1;
        }
    }

    private static int end(String levels, int from) {
        int slash = levels.indexOf('/', from);
        return slash < 0 ? levels.length() : slash;
    }
}

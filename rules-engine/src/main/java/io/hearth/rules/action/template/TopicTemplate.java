package io.hearth.rules.action.template;

import java.util.regex.Pattern;

/** A topic with placeholders. What fills one stays within its level. */
public final class TopicTemplate {
    /** What makes another topic of one, or what a broker may close the connection for (MQTT 3.1.1, 1.5.3 and 4.7). */
    private static final Pattern BREAKS_TOPICS = Pattern.compile("[+#\\p{Cc}\\p{Cs}\\p{IsNoncharacter_Code_Point}]");

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    private TopicTemplate() {}

    /** Whether a text has in it what no topic can have that is published to. */
    public static boolean isBroken(String topic) {
        return BREAKS_TOPICS.matcher(topic).find();
    }

    /**
     * The topic with its placeholders filled. It has the levels that the rule gave it.
     *
     * @throws Unfit when a value is empty, or cannot stand within a level
     */
    public static String filled(String topic, Values values) {
        return Template.of(topic).text(values, TopicTemplate::level);
    }

    private static String level(String value) {
        if (value.isEmpty() || value.indexOf('/') >= 0 || isBroken(value)) {
            throw new Unfit("a value in the topic is "
                    + (value.isEmpty()
                            ? "empty"
                            : "'" + UNPRINTABLE.matcher(Template.shown(value)).replaceAll("?") + "'")
                    + ", allowed is a text without /, +, # and control characters");
        }
        return value;
    }
}

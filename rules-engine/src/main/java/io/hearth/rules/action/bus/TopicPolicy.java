package io.hearth.rules.action.bus;

import io.hearth.rules.action.template.InvalidTemplate;
import io.hearth.rules.action.template.Template;
import io.hearth.rules.action.template.TopicTemplate;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Which topics rules may publish to.
 *
 * @param base      the first level or levels of the bus' own topics
 * @param onTheBus  whether those are allowed as well
 * @param maxLength the longest topic in bytes of UTF-8; MQTT has 65535
 */
public record TopicPolicy(String base, boolean onTheBus, int maxLength) {
    /**
     * Checks a topic as it is written in a rule.
     *
     * @param path where it is in the document, for the message
     * @throws InvalidTemplate with field, value and what is allowed
     */
    public void check(String path, String topic) {
        Template.check(path, topic);
        Template template = Template.of(topic);
        // What a value makes of it is looked at again when there is one; no value can be empty, or have a level of its
        // own.
        String start = template.fixedStart();
        String whole = template.isFixed() ? start : start + (start.isEmpty() || start.endsWith("/") ? "x" : "");
        problem(TopicTemplate.isBroken(topic) ? "" : whole).ifPresent(reason -> {
            throw new InvalidTemplate("field " + path + " is " + topic + "; " + reason);
        });
    }

    /** Why a topic, with everything filled in, must not be published to. */
    public Optional<String> problem(String topic) {
        if (topic.isEmpty() || TopicTemplate.isBroken(topic)) {
            return Optional.of(
                    "allowed is a topic that is not empty, without wildcards (+ and #) and control characters");
        }
        if (topic.startsWith("$")) {
            return Optional.of("allowed is a topic that does not begin with $, which is the broker's");
        }
        if (topic.getBytes(StandardCharsets.UTF_8).length > maxLength) {
            return Optional.of("allowed is a topic of at most " + maxLength + " bytes");
        }
        if (!onTheBus && (topic.equals(base) || topic.startsWith(base + "/"))) {
            return Optional.of("allowed is a topic that is not one of the bus' own, below " + base + "/");
        }
        return Optional.empty();
    }
}

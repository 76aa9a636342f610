package io.hearth.device.mapping;

import java.util.Optional;

/**
 * How a resource's value is sent to its device.
 *
 * @param topic    the topic, with {@code {device}} and {@code {resource}} as named levels
 * @param key      the value's key in the JSON object of the payload
 * @param form     how the value stands in the message
 * @param qos      0, 1 or 2
 * @param retain   whether the broker keeps the message for late subscribers
 * @param required whether a command without a value for it is refused
 * @param confirm  how the device proves it; absent: it need not
 * @param reply    how the device replies to it; absent: it does not
 */
public record WriteBinding(
        TopicTemplate topic,
        String key,
        WriteForm form,
        int qos,
        boolean retain,
        boolean required,
        Optional<Confirm> confirm,
        Optional<ReplyRule> reply) {}

package io.hearth.device.mapping;

import java.util.Optional;

/**
 * How a device is asked for a resource's value.
 *
 * @param topic    where it listens
 * @param template the text of the request; absent: nothing but what it takes to know the reply by
 * @param qos      0, 1 or 2
 * @param reply    how it answers
 */
public record ReadRequest(TopicTemplate topic, Optional<String> template, int qos, ReplyRule reply) {}

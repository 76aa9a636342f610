package io.hearth.device.mapping;

import java.util.Optional;

/**
 * What holds at one broker.
 *
 * @param incomingTopic EdgeX's default topic filter there; absent: none
 * @param limits        what it allows
 */
public record BrokerRule(Optional<String> incomingTopic, BrokerLimits limits) {}

package io.hearth.device.mapping;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What holds at one broker.
 *
 * @param incomingTopic EdgeX's default topic filter there; absent: none
 * @param limits        what it allows
 * @param taken         what we listen to there beside devices' mappings: conventions, and where it tells of its clients
 */
public record BrokerRule(Optional<String> incomingTopic, BrokerLimits limits, Set<String> taken) {
    public BrokerRule {
        taken = Set.copyOf(taken);
    }

    /** Of a broker where devices' mappings alone are listened to. */
    public BrokerRule(Optional<String> incomingTopic, BrokerLimits limits) {
        this(incomingTopic, limits, Set.of());
    }

    /** The same, where this is listened to as well. */
    public BrokerRule beside(Set<String> more) {
        Set<String> all = new HashSet<>(taken);
        all.addAll(more);
        return new BrokerRule(incomingTopic, limits, all);
    }
}

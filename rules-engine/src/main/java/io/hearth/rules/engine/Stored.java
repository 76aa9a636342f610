package io.hearth.rules.engine;

import io.hearth.rules.rule.SignalKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What an earlier run has left.
 *
 * @param states   the text of a rule's state for a device, by {@link StateText#field}
 * @param readings the newest reading of each signal
 * @param alive    when the earlier run was at work last; empty when that is not known
 */
record Stored(Map<String, String> states, Map<SignalKey, Sample> readings, Optional<Instant> alive) {
    static final Stored NOTHING = new Stored(Map.of(), Map.of(), Optional.empty());
}

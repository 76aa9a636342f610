package io.hearth.coredata.deadletter;

import io.hearth.contracts.event.DeadLetter;

/**
 * A dead letter that is to be kept.
 *
 * @param key names the occasion: of the same key one letter is kept, however often it is tried
 */
public record PutAside(String key, DeadLetter letter) {}

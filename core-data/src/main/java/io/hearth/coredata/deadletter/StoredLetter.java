package io.hearth.coredata.deadletter;

import io.hearth.contracts.event.DeadLetter;

/**
 * A dead letter as it is kept.
 *
 * @param id      names it in the list, {@code <ms>-<number>}; later ones are greater
 * @param letter  what was put aside, without the payload
 * @param kept    how many octets of the payload are kept
 */
record StoredLetter(String id, DeadLetter letter, int kept) {
    /** Whether all of the payload is kept, so that it can be published again. */
    boolean whole() {
        return kept == letter.payloadSize();
    }
}

package io.hearth.rules.replica;

import java.util.List;
import java.util.Optional;

/**
 * What a replica knows of all.
 *
 * @param present those that are up
 * @param holders who looks after each share, by its number; empty where nobody does
 */
record View(List<Present> present, List<Optional<Holder>> holders) {
    static final View NONE = new View(List.of(), List.of());

    View {
        present = List.copyOf(present);
        holders = List.copyOf(holders);
    }

    /** Who looks after a share; empty when that is nobody, or one that is no longer heard of. */
    Optional<Present> holder(int share) {
        return share < holders.size()
                ? holders.get(share).flatMap(holder -> present.stream()
                        .filter(one -> one.run().equals(holder.run()))
                        .findFirst())
                : Optional.empty();
    }
}

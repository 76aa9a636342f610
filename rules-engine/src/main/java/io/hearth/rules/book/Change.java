package io.hearth.rules.book;

import io.hearth.rules.rule.KnownRule;
import java.util.Optional;

/**
 * One step of a rule from one version to the next.
 *
 * @param before  what it was; empty for a rule that was not there
 * @param after   what it is; empty for one that is deleted
 * @param revived what it comes back from, when it was deleted before
 */
record Change(Optional<KnownRule> before, Optional<KnownRule> after, Optional<DeletedRule> revived) {
    static Change of(Optional<KnownRule> before, Optional<KnownRule> after) {
        return new Change(before, after, Optional.empty());
    }
}

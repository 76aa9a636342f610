package io.hearth.rules.rule;

import java.time.Instant;
import java.util.UUID;

/**
 * A rule that was saved.
 *
 * @param id       names it for good: a rule deleted and made again under the same name is another one
 * @param rule     the rule as it is now
 * @param version  1 for a new rule, one more with each change
 * @param armed    the version with which it last began to watch afresh; its state belongs to this one
 * @param created  when it was saved first
 * @param modified when it was changed last
 */
public record KnownRule(UUID id, Rule rule, long version, long armed, Instant created, Instant modified) {
    /** A rule that was never changed has one time. */
    public KnownRule {
        modified = modified.equals(created) ? created : modified;
    }

    /** A rule saved for the first time. */
    public static KnownRule first(UUID id, Rule rule, Instant now) {
        return new KnownRule(id, rule, 1, 1, now, now);
    }

    /**
     * This rule with a changed text. It keeps its state, so that an active rule whose limits are changed is left by the new
     * ones; it begins afresh when it watches another signal or the other side, and when it is switched on.
     */
    public KnownRule changedTo(Rule changed, Instant now) {
        boolean same = rule.enabled() == changed.enabled()
                && rule.subject().equals(changed.subject())
                && Watched.of(rule.when()).equals(Watched.of(changed.when()));
        return new KnownRule(id, changed, version + 1, same ? armed : version + 1, created, now);
    }

    /** Names the rule's state: a new one for each time that it begins afresh. */
    public String watch() {
        return id + "." + armed;
    }
}

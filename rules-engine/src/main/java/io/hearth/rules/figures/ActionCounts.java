package io.hearth.rules.figures;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.hearth.rules.action.ActionListener;
import io.hearth.rules.action.FailedAction;
import io.hearth.rules.action.Intent;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Counts what becomes of actions, in all and for each rule that acts. */
public final class ActionCounts implements ActionListener, ActionTally {
    private final Clock clock;
    private final Cache<UUID, Acted> byRule;
    private final AtomicReference<Acted> all = new AtomicReference<>(Acted.NOTHING);

    /** For at most so many rules; the one that has acted longest ago is forgotten for a new one. */
    public ActionCounts(int rules, Clock clock) {
        this.clock = clock;
        this.byRule = Caffeine.newBuilder().maximumSize(rules).build();
    }

    /** What became of a rule's actions. */
    @Override
    public Acted of(UUID rule) {
        return Optional.ofNullable(byRule.getIfPresent(rule)).orElse(Acted.NOTHING);
    }

    /** What became of all actions, also of rules that are no more. */
    @Override
    public Acted all() {
        return all.get();
    }

    @Override
    public void done(Intent intent, Instant at) {
        count(intent, acted -> acted.done(at));
    }

    @Override
    public void failed(FailedAction failed) {
        count(failed.action(), acted -> acted.failed(failed.time(), failed.reason()));
    }

    @Override
    public void unconfirmed(Intent intent, String reason) {
        count(intent, acted -> acted.unconfirmed(clock.instant(), reason));
    }

    private void count(Intent intent, UnaryOperator<Acted> change) {
        byRule.asMap().compute(intent.ruleId(), (rule, acted) -> change.apply(acted == null ? Acted.NOTHING : acted));
        all.updateAndGet(change);
    }
}

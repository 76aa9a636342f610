package io.hearth.rules.book;

import io.hearth.rules.rule.KnownRule;
import io.hearth.runtime.redis.StoreUnavailable;
import io.vertx.mutiny.redis.client.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Of a book that nobody else changes. When Redis does not say whether it has stored a change, it is asked, at once and until it
 * answers: it may have done so.
 */
final class SoleKeeping implements Keeping {
    private static final Logger LOG = Logger.getLogger(SoleKeeping.class);

    private final RuleStore store;
    private final EffectiveRules rules;
    /** The names of rules of which nobody knows whether their last change is stored. */
    private final Set<String> unsure = ConcurrentHashMap.newKeySet();

    private boolean loaded;

    SoleKeeping(RuleStore store, EffectiveRules rules) {
        this.store = store;
        this.rules = rules;
    }

    /** They stay unsure: what was sent before a connection was lost may still be carried out after this. */
    @Override
    public void catchUp() {
        if (!loaded) {
            store.load().forEach(rules::enter);
            loaded = true;
        }
        if (isUnsure()) {
            Map<String, KnownRule> stored = store.load(unsure);
            for (String name : unsure) {
                Optional<KnownRule> now = Optional.ofNullable(stored.get(name));
                if (!now.equals(rules.shelf().byName(name))) {
                    LOG.infof("a change of a rule was stored though Redis did not say so rule=%s", name);
                    rules.become(name, now);
                }
            }
        }
    }

    @Override
    public void save(Plan plan, String by, List<Request> alongside) {
        try {
            store.save(plan, by, alongside);
        } catch (StoreUnavailable unknown) {
            unsure.addAll(plan.outcome().keySet());
            if (!isStored(plan)) {
                throw unknown;
            }
        }
    }

    /** Whether Redis has a plan in spite of not having said so. What it has of it takes effect later if it cannot say now. */
    private boolean isStored(Plan plan) {
        Map<String, Optional<KnownRule>> outcome = plan.outcome();
        try {
            Map<String, KnownRule> stored = store.load(outcome.keySet());
            return !outcome.isEmpty()
                    && outcome.entrySet().stream()
                            .allMatch(rule -> rule.getValue().equals(Optional.ofNullable(stored.get(rule.getKey()))));
        } catch (RuntimeException notNow) {
            LOG.debugf(notNow, "whether rules are stored is not known yet rules=%d", outcome.size());
            return false;
        }
    }

    @Override
    public int tries() {
        return 1;
    }

    @Override
    public void awaitKnown() {}

    @Override
    public long revision() {
        return 0;
    }

    @Override
    public boolean isUnsure() {
        return !unsure.isEmpty();
    }

    @Override
    public void lookUp() {
        catchUp();
        unsure.clear();
    }
}

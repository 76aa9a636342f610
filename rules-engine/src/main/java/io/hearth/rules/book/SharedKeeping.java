package io.hearth.rules.book;

import io.hearth.rules.rule.KnownRule;
import io.vertx.mutiny.redis.client.Request;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Of a book that other replicas change as well: from the revision that each knows, and by what the last ones were about. */
record SharedKeeping(RuleStore store, Revisions revisions, EffectiveRules rules) implements Keeping {
    @Override
    public void catchUp() {
        revisions.news().ifPresent(news -> {
            Map<String, KnownRule> now = new HashMap<>();
            if (news.isAll()) {
                store.load().forEach(rule -> now.put(rule.rule().name(), rule));
            } else {
                now.putAll(store.load(news.names()));
            }
            Set<String> names = new LinkedHashSet<>(now.keySet());
            names.addAll(
                    news.isAll()
                            ? rules.shelf()
                                    .all()
                                    .map(rule -> rule.rule().name())
                                    .toList()
                            : news.names());
            names.forEach(name -> renew(name, Optional.ofNullable(now.get(name))));
            revisions.known(news);
        });
    }

    private void renew(String name, Optional<KnownRule> after) {
        Optional<KnownRule> before = rules.shelf().byName(name);
        boolean same = after.map(KnownRule::id).equals(before.map(KnownRule::id))
                && after.map(KnownRule::version).equals(before.map(KnownRule::version));
        if (!same) {
            rules.become(name, after);
        }
    }

    @Override
    public void save(Plan plan, String by, List<Request> alongside) {
        revisions.save(store.requests(plan, by, alongside), plan.outcome().keySet());
    }

    @Override
    public int tries() {
        return revisions.tries();
    }

    @Override
    public void awaitKnown() {
        revisions.awaitKnown();
    }

    @Override
    public long revision() {
        return revisions.known();
    }

    /** The revision tells whether a change is stored. */
    @Override
    public boolean isUnsure() {
        return false;
    }

    @Override
    public void lookUp() {}
}

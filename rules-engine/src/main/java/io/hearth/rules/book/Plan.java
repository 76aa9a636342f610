package io.hearth.rules.book;

import io.hearth.contracts.codec.Json;
import io.hearth.rules.document.RuleWriter;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What a request would do to the rules, worked out before any of it is done: each edit sees what those before it leave. */
final class Plan {
    private final Shelf shelf;
    private final int most;
    private final Instant now;
    private final Map<String, Optional<KnownRule>> outcome = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private int rulesThen;

    Plan(Shelf shelf, int most, Instant now) {
        this.shelf = shelf;
        this.most = most;
        this.now = now;
        this.rulesThen = shelf.size();
    }

    /** When it is carried out. */
    Instant now() {
        return now;
    }

    /** The steps, in order. */
    List<Change> changes() {
        return changes;
    }

    /** What there is in the end of each rule that was touched; empty for one that is gone. */
    Map<String, Optional<KnownRule>> outcome() {
        return outcome;
    }

    Saving decide(Edit edit) {
        Optional<KnownRule> known = outcome.getOrDefault(edit.name(), shelf.byName(edit.name()));
        return switch (edit) {
            case Edit.Add(Rule rule) -> known.isPresent() ? new Saving.NameInUse(rule.name()) : added(rule);
            case Edit.Replace(Rule rule) -> changed(edit, known, rule);
            case Edit.Put(Rule rule) -> known.isPresent() ? changed(edit, known, rule) : added(rule);
            case Edit.Amend(String name, var change) ->
                known.<Saving>map(before -> changed(edit, known, change.apply(before.rule())))
                        .orElseGet(() -> new Saving.NotFound(name));
            case Edit.Remove(String name) ->
                known.<Saving>map(this::removed).orElseGet(() -> new Saving.NotFound(name));
            case Edit.Revive(DeletedRule deleted, Rule rule) ->
                known.isPresent() ? new Saving.NameInUse(rule.name()) : revived(deleted, rule);
        };
    }

    private Saving added(Rule rule) {
        KnownRule made = KnownRule.first(UUID.randomUUID(), rule, now);
        return entered(made, Change.of(Optional.empty(), Optional.of(made)));
    }

    private Saving revived(DeletedRule deleted, Rule rule) {
        long version = deleted.version() + 1;
        // It begins afresh: what it was in when it was deleted is forgotten.
        KnownRule back = new KnownRule(deleted.id(), rule, version, version, deleted.created(), now);
        return entered(back, new Change(Optional.empty(), Optional.of(back), Optional.of(deleted)));
    }

    private Saving entered(KnownRule rule, Change change) {
        if (rulesThen >= most) {
            return new Saving.Full(most);
        }
        rulesThen++;
        apply(rule.rule().name(), change);
        return new Saving.Added(rule);
    }

    private Saving changed(Edit edit, Optional<KnownRule> known, Rule rule) {
        if (known.isEmpty()) {
            return new Saving.NotFound(edit.name());
        }
        KnownRule before = known.get();
        if (same(before.rule(), rule)) {
            return new Saving.Unchanged(before);
        }
        KnownRule after = before.changedTo(rule, now);
        apply(edit.name(), Change.of(known, Optional.of(after)));
        return new Saving.Changed(after);
    }

    private Saving removed(KnownRule rule) {
        rulesThen--;
        apply(rule.rule().name(), Change.of(Optional.of(rule), Optional.empty()));
        return new Saving.Removed(rule);
    }

    private void apply(String name, Change change) {
        changes.add(change);
        outcome.put(name, change.after());
    }

    /** Also in what equals passes over, such as the order in which values are sent. */
    private static boolean same(Rule before, Rule after) {
        return before.equals(after)
                && Arrays.equals(Json.bytes(RuleWriter.write(before)), Json.bytes(RuleWriter.write(after)));
    }
}

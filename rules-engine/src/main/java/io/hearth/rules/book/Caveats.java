package io.hearth.rules.book;

import io.hearth.rules.check.Finding;
import io.hearth.rules.check.RuleCheck;
import io.hearth.rules.rule.KnownRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;

/**
 * What the answer to a change of rules warns of: what they name and is not there, and what they leave as it is when they end while
 * they are active, or have still to undo what they did. Nobody does {@code otherwise} then.
 */
public final class Caveats {
    private static final int MOST_NAMED = 20;

    private final RuleCheck check;
    private final RuleBook book;
    private final Active active;

    /** For which devices rules are active now, or have still to undo what they did; of those that are looked after here. */
    @FunctionalInterface
    public interface Active {
        /** Their names by the rules' ids; a rule for which there are none may be missing. */
        Map<UUID, SortedSet<String>> devices(Set<UUID> rules);
    }

    /** Of these rules, as those say who evaluate them. */
    public Caveats(RuleCheck check, RuleBook book, Active active) {
        this.check = check;
        this.book = book;
        this.active = active;
    }

    /** Of rules that are about to be changed, as they are before that. */
    About about(Collection<String> names) {
        Map<UUID, KnownRule> undoing = new HashMap<>();
        names.stream()
                .flatMap(name -> book.byName(name).stream())
                .filter(rule ->
                        rule.rule().enabled() && !rule.rule().otherwise().isEmpty())
                .forEach(rule -> undoing.put(rule.id(), rule));
        Map<String, LeftOn> left = new HashMap<>();
        if (!undoing.isEmpty()) {
            active.devices(undoing.keySet()).forEach((id, devices) -> {
                KnownRule rule = undoing.get(id);
                left.put(rule.rule().name(), new LeftOn(rule.watch(), List.copyOf(devices)));
            });
        }
        return new About(left);
    }

    /** A rule that has something to undo, and for whom. */
    private record LeftOn(String watch, List<String> devices) {
        private String told() {
            int more = devices.size() - MOST_NAMED;
            return "the rule was active for "
                    + String.join(", ", devices.subList(0, Math.min(devices.size(), MOST_NAMED)))
                    + (more > 0 ? " and " + more + " more" : "")
                    + ", or had still to undo what it did, and what it does otherwise is not done";
        }
    }

    /** The warnings of one request. */
    final class About {
        private final Map<String, LeftOn> left;

        private About(Map<String, LeftOn> left) {
            this.left = left;
        }

        /** Of a rule as it is saved now. */
        List<String> saved(KnownRule rule) {
            List<String> all = new ArrayList<>(check.of(rule.rule()).warnings().stream()
                    .map(Finding::message)
                    .toList());
            all.addAll(left(rule));
            return all;
        }

        /** Of a rule that was switched. */
        List<String> left(KnownRule now) {
            return Optional.ofNullable(left.get(now.rule().name()))
                    .filter(one -> !one.watch().equals(now.watch()))
                    .map(one -> List.of(one.told()))
                    .orElse(List.of());
        }

        /** Of a rule that is no more. */
        List<String> removed(String name) {
            return Optional.ofNullable(left.get(name))
                    .map(one -> List.of(one.told()))
                    .orElse(List.of());
        }
    }
}

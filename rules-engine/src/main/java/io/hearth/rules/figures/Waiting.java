package io.hearth.rules.figures;

import io.hearth.rules.action.Intent;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The actions of one rule that wait or are under way.
 *
 * @param count how many
 * @param since when the oldest of them was decided, by the clock of the readings; empty when there is none
 */
public record Waiting(long count, Optional<Instant> since) {
    /** Of a rule of which nothing waits. */
    public static final Waiting NONE = new Waiting(0, Optional.empty());

    /** Those of each rule, by its id; rules of which nothing waits are left out. */
    public static Map<UUID, Waiting> byRule(List<Intent> waiting) {
        Map<UUID, Waiting> byRule = new HashMap<>();
        waiting.forEach(intent -> byRule.merge(intent.ruleId(), one(intent), Waiting::and));
        return byRule;
    }

    private static Waiting one(Intent intent) {
        return new Waiting(1, Optional.of(Instant.ofEpochSecond(0, intent.origin())));
    }

    private Waiting and(Waiting other) {
        return new Waiting(
                count + other.count, since.flatMap(mine -> other.since.map(its -> mine.isBefore(its) ? mine : its)));
    }
}

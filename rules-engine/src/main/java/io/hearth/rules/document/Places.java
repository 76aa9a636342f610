package io.hearth.rules.document;

import io.hearth.rules.rule.Condition;
import io.hearth.rules.rule.Rule;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Where in its document each condition of a rule was read, so that what is wrong with it can be told by its field. */
public final class Places {
    private final Map<Condition, String> paths = new IdentityHashMap<>();

    /** Of a rule as {@link RuleWriter} writes it. */
    public static Places of(Rule rule) {
        Places places = new Places();
        if (RuleWriter.isScheduled(rule.when())) {
            Condition.All both = (Condition.All) rule.when();
            places.put("schedule", both.conditions().getFirst());
            places.walk("when", both.conditions().getLast());
        } else {
            places.walk("when", rule.when());
        }
        return places;
    }

    private void walk(String path, Condition condition) {
        put(path, condition);
        switch (condition) {
            case Condition.All all -> walk(path + ".all", all.conditions());
            case Condition.Any any -> walk(path + ".any", any.conditions());
            case Condition.Held held -> walk(path, held.condition());
            default -> {}
        }
    }

    private void walk(String path, List<Condition> conditions) {
        for (int i = 0; i < conditions.size(); i++) {
            walk(path + "[" + i + "]", conditions.get(i));
        }
    }

    <T extends Condition> T put(String path, T condition) {
        paths.put(condition, path);
        return condition;
    }

    /** The path of a condition, as {@code when.all[1]}. */
    public String of(Condition condition) {
        return paths.getOrDefault(condition, "when");
    }
}

package io.hearth.rules.document;

import io.hearth.rules.rule.Condition;
import java.util.IdentityHashMap;
import java.util.Map;

/** Where in its document each condition of a rule was read, so that what is wrong with it can be told by its field. */
public final class Places {
    private final Map<Condition, String> paths = new IdentityHashMap<>();

    <T extends Condition> T put(String path, T condition) {
        paths.put(condition, path);
        return condition;
    }

    /** The path of a condition, as {@code when.all[1]}. */
    public String of(Condition condition) {
        return paths.getOrDefault(condition, "when");
    }
}
